package org.nn4j.core.activation;

import static org.nn4j.api.OperatorGraph.INPUT;

import java.util.Optional;
import org.nn4j.api.ElementwiseActivation;
import org.nn4j.api.OperatorGraph;
import org.nn4j.api.math.NnMath;

/**
 * The logarithm to both sides, σ(z) = sign(z)·log(1 + |z|), with σ' = 1/(1 + |z|). Encog's {@code
 * ActivationLOG}.
 *
 * <p>Source: Hafner, Pasukonis, Ba and Lillicrap, "Mastering diverse domains through world models",
 * 2023.
 */
public record Symlog() implements ElementwiseActivation {

  @Override
  public String name() {
    return "symlog";
  }

  @Override
  public String description() {
    return "sign(z)*log(1 + |z|), grows slowly to both sides";
  }

  @Override
  public Optional<OperatorGraph> operators() {
    return Optional.of(
        OperatorGraph.build(
            g -> {
              String none = g.constant(0);
              String one = g.constant(1);
              String right = g.apply("Log", g.apply("Add", g.apply("Max", INPUT, none), one));
              String left = g.apply("Log", g.apply("Sub", one, g.apply("Min", INPUT, none)));
              return g.apply("Sub", right, left);
            }));
  }

  @Override
  public double value(double z) {
    return Math.copySign(NnMath.log1p(Math.abs(z)), z);
  }

  @Override
  public double derivative(double z, double a) {
    return 1 / (1 + Math.abs(z));
  }
}
