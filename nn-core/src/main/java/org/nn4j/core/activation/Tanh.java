package org.nn4j.core.activation;

import org.nn4j.api.ElementwiseFunction;
import org.nn4j.api.math.NnMath;

/** The hyperbolic tangent σ(z) = tanh z, with σ' = 1 − a². */
public record Tanh() implements KernelActivation {

  @Override
  public String name() {
    return "tanh";
  }

  @Override
  public String description() {
    return "tanh(z), between -1 and 1";
  }

  @Override
  public ElementwiseFunction function() {
    return ElementwiseFunction.TANH;
  }

  @Override
  public double value(double z) {
    return NnMath.tanh(z);
  }

  @Override
  public double derivative(double z, double a) {
    return 1 - a * a;
  }
}
