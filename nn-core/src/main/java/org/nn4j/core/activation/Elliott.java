package org.nn4j.core.activation;

import static org.nn4j.api.OperatorGraph.INPUT;

import java.util.Optional;
import org.nn4j.api.ElementwiseActivation;
import org.nn4j.api.OperatorGraph;

/**
 * A sigmoid of arithmetic alone, σ(z) = (1 + z/(1 + |z|))/2, with σ' = 1/(2·(1 + |z|)²). Encog's
 * {@code ActivationElliott}; its symmetric form is {@link Softsign}.
 *
 * <p>Source: Elliott, "A better activation function for artificial neural networks", 1993.
 */
public record Elliott() implements ElementwiseActivation {

  @Override
  public String name() {
    return "elliott";
  }

  @Override
  public String description() {
    return "(1 + z/(1 + |z|))/2, a sigmoid without e^z";
  }

  @Override
  public Optional<OperatorGraph> operators() {
    return Optional.of(
        OperatorGraph.build(
            g -> {
              String one = g.constant(1);
              String sign = g.apply("Div", INPUT, g.apply("Add", g.apply("Abs", INPUT), one));
              return g.apply("Mul", g.apply("Add", sign, one), g.constant(0.5));
            }));
  }

  @Override
  public double value(double z) {
    double half = 0.5 / (1 + Math.abs(z));
    return z > 0 ? 1 - half : half;
  }

  @Override
  public double derivative(double z, double a) {
    double reciprocal = 1 / (1 + Math.abs(z));
    return reciprocal * reciprocal / 2;
  }
}
