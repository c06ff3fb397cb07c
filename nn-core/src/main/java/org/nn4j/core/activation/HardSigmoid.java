package org.nn4j.core.activation;

import org.nn4j.api.ElementwiseFunction;

/**
 * The logistic function in three straight pieces: σ(z) = min(max(0, z + 3), 6)/6, with σ' = 1/6 for
 * −3 &lt; z &lt; 3 and 0 otherwise.
 *
 * <p>Source: Howard et al., "Searching for MobileNetV3", 2019.
 */
public record HardSigmoid() implements KernelActivation {
  /** 1/6 rounded to float32 in either precision, as PyTorch's kernels have it; off by 3e-8. */
  private static final double SIXTH = 1f / 6f;

  @Override
  public String name() {
    return "hard_sigmoid";
  }

  @Override
  public String description() {
    return "min(max(0, z + 3), 6)/6";
  }

  @Override
  public ElementwiseFunction function() {
    return ElementwiseFunction.HARD_SIGMOID;
  }

  @Override
  public double value(double z) {
    return Math.min(Math.max(0, z + 3), 6) / 6;
  }

  @Override
  public double derivative(double z, double a) {
    return z > -3 && z < 3 ? SIXTH : 0;
  }

  @Override
  public double[] kinks() {
    return new double[] {-3, 3};
  }
}
