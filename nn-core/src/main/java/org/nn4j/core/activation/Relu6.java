package org.nn4j.core.activation;

import org.nn4j.api.ElementwiseFunction;

/**
 * The rectifier capped at 6, σ(z) = min(max(0, z), 6), with σ' = 1 for 0 &lt; z &lt; 6 and 0
 * otherwise.
 *
 * <p>Source: Krizhevsky, "Convolutional deep belief networks on CIFAR-10", 2010.
 */
public record Relu6() implements KernelActivation {

  @Override
  public String name() {
    return "relu6";
  }

  @Override
  public String description() {
    return "min(max(0, z), 6)";
  }

  @Override
  public ElementwiseFunction function() {
    return ElementwiseFunction.RELU6;
  }

  @Override
  public double value(double z) {
    return Math.min(Math.max(0, z), 6);
  }

  @Override
  public double derivative(double z, double a) {
    return z > 0 && z < 6 ? 1 : 0;
  }

  @Override
  public double[] kinks() {
    return new double[] {0, 6};
  }
}
