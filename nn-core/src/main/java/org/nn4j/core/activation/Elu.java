package org.nn4j.core.activation;

import org.nn4j.api.Checks;
import org.nn4j.api.ElementwiseFunction;
import org.nn4j.api.math.NnMath;

/**
 * The exponential linear unit: σ(z) = z for z &gt; 0, else α·(eᶻ − 1); σ' = 1 for z &gt; 0, else
 * α·eᶻ.
 *
 * <p>Source: Clevert, Unterthiner and Hochreiter, "Fast and accurate deep network learning by
 * exponential linear units (ELUs)", 2016.
 *
 * @param alpha −α is the limit for z → −∞; finite, at least 0
 */
public record Elu(double alpha) implements KernelActivation {

  /** Creates one with α = 1, the value of the paper and of PyTorch. */
  public Elu() {
    this(1);
  }

  /**
   * Checks α.
   *
   * @throws IllegalArgumentException if it is negative or not finite
   */
  public Elu {
    Checks.nonNegative("alpha", alpha);
  }

  @Override
  public String name() {
    return "elu";
  }

  @Override
  public String description() {
    return "z for z > 0, else alpha*(e^z - 1)";
  }

  @Override
  public ElementwiseFunction function() {
    return ElementwiseFunction.ELU;
  }

  @Override
  public double value(double z) {
    return z > 0 ? z : alpha * NnMath.expm1(z);
  }

  @Override
  public double derivative(double z, double a) {
    return z > 0 ? 1 : alpha * NnMath.exp(z);
  }

  @Override
  public double[] kinks() {
    return alpha == 1 ? new double[0] : new double[] {0};
  }
}
