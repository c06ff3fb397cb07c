package org.nn4j.core.activation;

import org.nn4j.api.Checks;
import org.nn4j.api.ElementwiseFunction;
import org.nn4j.api.math.NnMath;

/**
 * The continuously differentiable exponential linear unit: σ(z) = z for z &gt; 0, else α·(e^(z/α) −
 * 1); σ' = 1 for z &gt; 0, else e^(z/α).
 *
 * <p>Source: Barron, "Continuously differentiable exponential linear units", 2017.
 *
 * @param alpha −α is the limit for z → −∞; finite, above 0
 */
public record Celu(double alpha) implements KernelActivation {

  /** Creates one with α = 1, the value of the paper and of PyTorch. */
  public Celu() {
    this(1);
  }

  /**
   * Checks α.
   *
   * @throws IllegalArgumentException if it is not finite or not above 0
   */
  public Celu {
    Checks.positive("alpha", alpha);
  }

  @Override
  public String name() {
    return "celu";
  }

  @Override
  public String description() {
    return "z for z > 0, else alpha*(e^(z/alpha) - 1)";
  }

  @Override
  public ElementwiseFunction function() {
    return ElementwiseFunction.CELU;
  }

  @Override
  public double value(double z) {
    return z > 0 ? z : alpha * NnMath.expm1(z / alpha);
  }

  @Override
  public double derivative(double z, double a) {
    return z > 0 ? 1 : NnMath.exp(z / alpha);
  }
}
