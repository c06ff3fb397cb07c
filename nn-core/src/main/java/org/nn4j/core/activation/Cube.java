package org.nn4j.core.activation;

import static org.nn4j.api.OperatorGraph.INPUT;

import java.util.Optional;
import org.nn4j.api.ElementwiseActivation;
import org.nn4j.api.OperatorGraph;

/**
 * σ(z) = z³, with σ' = 3z²: products of three features. DL4J's {@code CUBE}.
 *
 * <p>Source: Chen and Manning, "A fast and accurate dependency parser using neural networks", 2014.
 */
public record Cube() implements ElementwiseActivation {

  @Override
  public String name() {
    return "cube";
  }

  @Override
  public String description() {
    return "z^3";
  }

  @Override
  public Optional<OperatorGraph> operators() {
    return Optional.of(
        OperatorGraph.build(g -> g.apply("Mul", g.apply("Mul", INPUT, INPUT), INPUT)));
  }

  @Override
  public double value(double z) {
    return z * z * z;
  }

  @Override
  public double derivative(double z, double a) {
    return 3 * z * z;
  }
}
