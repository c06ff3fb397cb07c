package org.nn4j.core.activation;

import org.nn4j.api.ElementwiseFunction;
import org.nn4j.api.math.NnMath;

/**
 * σ(z) = z·t with t = tanh(log(1 + eᶻ)), and σ' = t + z·(1 − t²)/(1 + e⁻ᶻ).
 *
 * <p>Source: Misra, "Mish: a self regularized non-monotonic activation function", 2019.
 */
public record Mish() implements KernelActivation {

  @Override
  public String name() {
    return "mish";
  }

  @Override
  public String description() {
    return "z*tanh(softplus(z))";
  }

  @Override
  public ElementwiseFunction function() {
    return ElementwiseFunction.MISH;
  }

  private static double gate(double z) {
    return NnMath.tanh(NnMath.softplus(z));
  }

  @Override
  public double value(double z) {
    return Gate.apply(z, gate(z));
  }

  @Override
  public double derivative(double z, double a) {
    double gate = gate(z);
    return gate + Gate.apply(z, (1 - gate * gate) * NnMath.sigmoid(z));
  }
}
