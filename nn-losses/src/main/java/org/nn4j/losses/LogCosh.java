package org.nn4j.losses;

import org.nn4j.api.ElementwiseLoss;
import org.nn4j.api.math.NnMath;

/**
 * Logarithm of the hyperbolic cosine of ŷ − t, averaged over rows and columns: close to half the
 * square near 0 and to |ŷ − t| − log 2 far from it, with a smooth derivative, tanh(ŷ − t).
 */
public record LogCosh() implements ElementwiseLoss {
  private static final double LOG_2 = 0.6931471805599453;

  @Override
  public String name() {
    return "log_cosh";
  }

  @Override
  public String description() {
    return "log cosh of the error: smooth, square near 0, absolute far from it";
  }

  @Override
  public double value(double output, double target) {
    double distance = Math.abs(output - target);
    if (distance < 1) {
      // cosh d − 1 = (e⁻ᵈ − 1)²/(2e⁻ᵈ) keeps the digits that subtracting log 2 would cancel
      double u = NnMath.expm1(-distance);
      return NnMath.log1p(u * u / (2 * (1 + u)));
    }
    return distance + (NnMath.log1p(NnMath.exp(-2 * distance)) - LOG_2);
  }

  @Override
  public double derivative(double output, double target) {
    return NnMath.tanh(output - target);
  }
}
