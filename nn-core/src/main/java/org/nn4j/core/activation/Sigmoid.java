package org.nn4j.core.activation;

import org.nn4j.api.ElementwiseFunction;
import org.nn4j.api.OutputLink;
import org.nn4j.api.math.NnMath;

/**
 * The logistic function σ(z) = 1/(1 + e⁻ᶻ), with σ' = a·(1 − a).
 *
 * <p>It is the {@link OutputLink#LOGISTIC} link: binary cross-entropy fuses with it.
 */
public record Sigmoid() implements KernelActivation {

  @Override
  public String name() {
    return "sigmoid";
  }

  @Override
  public String description() {
    return "1/(1 + e^-z), between 0 and 1";
  }

  @Override
  public ElementwiseFunction function() {
    return ElementwiseFunction.SIGMOID;
  }

  @Override
  public OutputLink link() {
    return OutputLink.LOGISTIC;
  }

  @Override
  public double value(double z) {
    return NnMath.sigmoid(z);
  }

  @Override
  public double derivative(double z, double a) {
    return a * (1 - a);
  }
}
