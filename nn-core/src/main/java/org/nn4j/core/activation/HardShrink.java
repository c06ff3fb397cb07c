package org.nn4j.core.activation;

import static org.nn4j.api.OperatorGraph.INPUT;

import java.util.Optional;
import org.nn4j.api.Checks;
import org.nn4j.api.ElementwiseActivation;
import org.nn4j.api.OperatorGraph;

/**
 * Shrinkage by hard thresholding: σ(z) = z for |z| &gt; λ, else 0; σ' = 1 for |z| &gt; λ, else 0. σ
 * jumps at ±λ. PyTorch's {@code Hardshrink} and Keras' {@code hard_shrink}.
 *
 * <p>Source: Donoho and Johnstone, "Ideal spatial adaptation by wavelet shrinkage", 1994.
 *
 * @param threshold λ, finite, at least 0; 0.5 by default, as in both
 */
public record HardShrink(double threshold) implements ElementwiseActivation {

  /** Creates one with λ = 0.5. */
  public HardShrink() {
    this(0.5);
  }

  /**
   * Checks λ.
   *
   * @throws IllegalArgumentException if it is negative or not finite
   */
  public HardShrink {
    Checks.nonNegative("threshold", threshold);
  }

  @Override
  public String name() {
    return "hard_shrink";
  }

  @Override
  public String description() {
    return "z, but 0 within the threshold";
  }

  @Override
  public Optional<OperatorGraph> operators() {
    return Optional.of(
        OperatorGraph.build(
            g -> {
              String within = g.apply("Less", g.constant(threshold), g.apply("Abs", INPUT));
              return g.apply("Where", within, INPUT, g.constant(0));
            }));
  }

  @Override
  public double value(double z) {
    return z >= -threshold && z <= threshold ? 0 : z;
  }

  @Override
  public double derivative(double z, double a) {
    return Math.abs(z) > threshold ? 1 : 0;
  }

  @Override
  public double[] kinks() {
    return new double[] {-threshold, threshold};
  }
}
