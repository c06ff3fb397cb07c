package org.nn4j.core.activation;

import org.nn4j.api.ElementwiseFunction;
import org.nn4j.api.math.NnMath;

/**
 * A smooth rectifier, σ(z) = log(1 + eᶻ), with σ' = 1/(1 + e⁻ᶻ).
 *
 * <p>Source: Dugas, Bengio, Bélisle, Nadeau and Garcia, "Incorporating second-order functional
 * knowledge for better option pricing", 2001.
 */
public record Softplus() implements KernelActivation {

  @Override
  public String name() {
    return "softplus";
  }

  @Override
  public String description() {
    return "log(1 + e^z), a smooth relu";
  }

  @Override
  public ElementwiseFunction function() {
    return ElementwiseFunction.SOFTPLUS;
  }

  @Override
  public double value(double z) {
    return NnMath.softplus(z);
  }

  @Override
  public double derivative(double z, double a) {
    return NnMath.sigmoid(z);
  }
}
