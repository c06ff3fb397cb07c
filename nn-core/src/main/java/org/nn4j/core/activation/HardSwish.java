package org.nn4j.core.activation;

import org.nn4j.api.ElementwiseFunction;

/**
 * silu in pieces: σ(z) = z·min(max(0, z + 3), 6)/6, with σ' = 0 for z &lt; −3, (2·z + 3)/6 for −3 ≤
 * z ≤ 3 and 1 for z &gt; 3. At the kinks −3 and 3 it is thus −1/2 and 3/2, as PyTorch has it.
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
    return z > 3 ? 1 : (2 * z + 3) / 6;
  }

  @Override
  public double[] kinks() {
    return new double[] {-3, 3};
  }
}
