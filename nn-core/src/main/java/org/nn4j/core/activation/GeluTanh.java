package org.nn4j.core.activation;

import org.nn4j.api.ElementwiseFunction;
import org.nn4j.api.math.NnMath;

/**
 * The tanh approximation of {@link Gelu}: σ(z) = z/2·(1 + tanh u) with u = √(2/π)·(z +
 * 0.044715·z³).
 *
 * <p>Computed as z·s with s = 1/(1 + e^(−2u)), which is the same and keeps its accuracy for z → −∞;
 * σ' = s + 2·z·s·(1 − s)·u'. Source: Hendrycks and Gimpel, "Gaussian error linear units (GELUs)",
 * 2016.
 */
public record GeluTanh() implements KernelActivation {
  private static final double SQRT_2_OVER_PI = 0.7978845608028654;
  private static final double CUBIC = 0.044715;

  @Override
  public String name() {
    return "gelu_tanh";
  }

  @Override
  public String description() {
    return "z/2*(1 + tanh(sqrt(2/pi)*(z + 0.044715*z^3))), approximates gelu";
  }

  @Override
  public ElementwiseFunction function() {
    return ElementwiseFunction.GELU_TANH;
  }

  private static double gate(double z) {
    return NnMath.sigmoid(2 * SQRT_2_OVER_PI * (z + CUBIC * z * z * z));
  }

  @Override
  public double value(double z) {
    return Gate.apply(z, gate(z));
  }

  @Override
  public double derivative(double z, double a) {
    double gate = gate(z);
    double slope = SQRT_2_OVER_PI * (1 + 3 * CUBIC * z * z);
    return gate + Gate.apply(2 * z * slope, gate * (1 - gate));
  }
}
