package org.nn4j.core.activation;

import org.nn4j.api.ElementwiseFunction;

/**
 * The rectifier σ(z) = max(0, z), with σ' = 1 for z &gt; 0 and 0 otherwise.
 *
 * <p>Source: Nair and Hinton, "Rectified linear units improve restricted Boltzmann machines", 2010.
 */
public record Relu() implements KernelActivation {

  @Override
  public String name() {
    return "relu";
  }

  @Override
  public String description() {
    return "max(0, z)";
  }

  @Override
  public ElementwiseFunction function() {
    return ElementwiseFunction.RELU;
  }

  @Override
  public double value(double z) {
    return Math.max(0, z);
  }

  @Override
  public double derivative(double z, double a) {
    return z > 0 ? 1 : 0;
  }

  @Override
  public double[] kinks() {
    return new double[] {0};
  }
}
