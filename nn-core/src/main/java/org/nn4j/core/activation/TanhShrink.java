package org.nn4j.core.activation;

import org.nn4j.api.ElementwiseFunction;
import org.nn4j.api.math.NnMath;

/**
 * σ(z) = z − tanh z, with σ' = tanh² z.
 *
 * <p>A name and definition of PyTorch's, and its cancellation near 0, where σ(z) is about z³/3.
 */
public record TanhShrink() implements KernelActivation {

  @Override
  public String name() {
    return "tanh_shrink";
  }

  @Override
  public String description() {
    return "z - tanh(z)";
  }

  @Override
  public ElementwiseFunction function() {
    return ElementwiseFunction.TANH_SHRINK;
  }

  @Override
  public double value(double z) {
    return z - NnMath.tanh(z);
  }

  @Override
  public double derivative(double z, double a) {
    double tanh = NnMath.tanh(z);
    return tanh * tanh;
  }
}
