package org.nn4j.core.activation;

import static org.nn4j.api.OperatorGraph.INPUT;

import java.util.Optional;
import org.nn4j.api.Checks;
import org.nn4j.api.ElementwiseActivation;
import org.nn4j.api.OperatorGraph;

/**
 * Shrinkage by soft thresholding: σ(z) = z − λ for z &gt; λ, z + λ for z &lt; −λ, else 0; σ' = 1
 * for |z| &gt; λ, else 0. PyTorch's {@code Softshrink} and Keras' {@code soft_shrink}.
 *
 * <p>Source: Donoho, "De-noising by soft-thresholding", 1995.
 *
 * @param threshold λ, finite, at least 0; 0.5 by default, as in both
 */
public record SoftShrink(double threshold) implements ElementwiseActivation {

  /** Creates one with λ = 0.5. */
  public SoftShrink() {
    this(0.5);
  }

  /**
   * Checks λ.
   *
   * @throws IllegalArgumentException if it is negative or not finite
   */
  public SoftShrink {
    Checks.nonNegative("threshold", threshold);
  }

  @Override
  public String name() {
    return "soft_shrink";
  }

  @Override
  public String description() {
    return "z moved towards 0 by the threshold, 0 within it";
  }

  @Override
  public Optional<OperatorGraph> operators() {
    return Optional.of(
        OperatorGraph.build(
            g -> {
              String bound = g.constant(threshold);
              String within = g.apply("Clip", INPUT, g.constant(-threshold), bound);
              return g.apply("Sub", INPUT, within);
            }));
  }

  @Override
  public double value(double z) {
    return z - Math.min(Math.max(z, -threshold), threshold);
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
