package org.nn4j.core.activation;

import org.nn4j.api.ElementwiseFunction;

/**
 * silu in pieces: σ(z) = z·min(max(0, z + 3), 6)/6, with σ' = 0 for z ≤ −3, (2·z + 3)/6 between and
 * 1 for z ≥ 3.
 *
 * <p>Source: Howard et al., "Searching for MobileNetV3", 2019.
 */
public record HardSwish() implements KernelActivation {

  @Override
  public String name() {
    return "hard_swish";
  }

  @Override
  public String description() {
    return "z*hard_sigmoid(z)";
  }

  @Override
  public ElementwiseFunction function() {
    return ElementwiseFunction.HARD_SWISH;
  }

  @Override
  public double value(double z) {
    return Gate.apply(z, Math.min(Math.max(0, z + 3), 6) / 6);
  }

  @Override
  public double derivative(double z, double a) {
    if (z < -3) {
      return 0;
    }
    return z > 3 ? 1 : (2 * z + 3) / 6; // at the kinks as PyTorch has it
  }

  @Override
  public double[] kinks() {
    return new double[] {-3, 3};
  }
}
