package org.nn4j.core.activation;

import org.nn4j.api.ElementwiseFunction;

/**
 * tanh in three straight pieces: σ(z) = min(max(−1, z), 1), with σ' = 1 for −1 &lt; z &lt; 1 and 0
 * otherwise.
 *
 * <p>Source: Collobert, "Large scale machine learning", 2004.
 */
public record HardTanh() implements KernelActivation {

  @Override
  public String name() {
    return "hard_tanh";
  }

  @Override
  public String description() {
    return "min(max(-1, z), 1)";
  }

  @Override
  public ElementwiseFunction function() {
    return ElementwiseFunction.HARD_TANH;
  }

  @Override
  public double value(double z) {
    return Math.min(Math.max(-1, z), 1);
  }

  @Override
  public double derivative(double z, double a) {
    return z > -1 && z < 1 ? 1 : 0;
  }

  @Override
  public double[] kinks() {
    return new double[] {-1, 1};
  }
}
