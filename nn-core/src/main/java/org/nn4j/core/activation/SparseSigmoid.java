package org.nn4j.core.activation;

import static org.nn4j.api.OperatorGraph.INPUT;

import java.util.Optional;
import org.nn4j.api.ElementwiseActivation;
import org.nn4j.api.OperatorGraph;

/**
 * The sparsemax of two classes: σ(z) = min(max(0, (z + 1)/2), 1), with σ' = 1/2 for −1 &lt; z &lt;
 * 1, else 0. Keras' {@code sparse_sigmoid}.
 *
 * <p>Source: Martins and Astudillo, "From softmax to sparsemax", 2016.
 */
public record SparseSigmoid() implements ElementwiseActivation {

  @Override
  public String name() {
    return "sparse_sigmoid";
  }

  @Override
  public String description() {
    return "min(max(0, (z + 1)/2), 1), the sparsemax of two classes";
  }

  @Override
  public Optional<OperatorGraph> operators() {
    return Optional.of(
        OperatorGraph.build(
            g -> {
              String one = g.constant(1);
              String within = g.apply("Clip", INPUT, g.constant(-1), one);
              return g.apply("Mul", g.apply("Add", within, one), g.constant(0.5));
            }));
  }

  @Override
  public double value(double z) {
    return of(z);
  }

  @Override
  public double derivative(double z, double a) {
    return z > -1 && z < 1 ? 0.5 : 0;
  }

  @Override
  public double[] kinks() {
    return new double[] {-1, 1};
  }

  static double of(double z) {
    return Math.min(Math.max(0, (z + 1) / 2), 1);
  }
}
