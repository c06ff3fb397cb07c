package org.nn4j.core.activation;

import org.nn4j.api.ElementwiseFunction;

/**
 * σ(z) = z/(1 + |z|), with σ' = 1/(1 + |z|)².
 *
 * <p>Source: Glorot and Bengio, "Understanding the difficulty of training deep feedforward neural
 * networks", 2010.
 */
public record Softsign() implements KernelActivation {

  @Override
  public String name() {
    return "softsign";
  }

  @Override
  public String description() {
    return "z/(1 + |z|), between -1 and 1";
  }

  @Override
  public ElementwiseFunction function() {
    return ElementwiseFunction.SOFTSIGN;
  }

  @Override
  public double value(double z) {
    return Double.isInfinite(z) ? Math.signum(z) : z / (1 + Math.abs(z));
  }

  @Override
  public double derivative(double z, double a) {
    double reciprocal = 1 / (1 + Math.abs(z));
    return reciprocal * reciprocal;
  }
}
