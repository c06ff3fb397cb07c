package org.nn4j.core.activation;

import org.nn4j.api.ElementwiseFunction;
import org.nn4j.api.math.NnMath;

/**
 * The Gaussian error linear unit σ(z) = z·Φ(z), with σ' = Φ(z) + z·φ(z), where Φ and φ are the
 * standard normal distribution function and density.
 *
 * <p>Source: Hendrycks and Gimpel, "Gaussian error linear units (GELUs)", 2016.
 */
public record Gelu() implements KernelActivation {
  private static final double INVERSE_SQRT_2_PI = 0.3989422804014327;

  @Override
  public String name() {
    return "gelu";
  }

  @Override
  public String description() {
    return "z*Phi(z), Phi the standard normal distribution function";
  }

  @Override
  public ElementwiseFunction function() {
    return ElementwiseFunction.GELU;
  }

  @Override
  public double value(double z) {
    return Gate.apply(z, NnMath.normalCdf(z));
  }

  @Override
  public double derivative(double z, double a) {
    double density = INVERSE_SQRT_2_PI * NnMath.exp(-0.5 * z * z);
    return NnMath.normalCdf(z) + Gate.apply(z, density);
  }
}
