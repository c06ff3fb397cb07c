package org.nn4j.core.activation;

import org.nn4j.api.Checks;
import org.nn4j.api.ElementwiseFunction;

/**
 * The leaky rectifier: σ(z) = z for z &gt; 0, else slope·z; σ' = 1 for z &gt; 0, else the slope.
 *
 * <p>Source: Maas, Hannun and Ng, "Rectifier nonlinearities improve neural network acoustic
 * models", 2013.
 *
 * @param slope the slope for z ≤ 0, any finite number
 */
public record LeakyRelu(double slope) implements KernelActivation {

  /** Creates one with the slope of the paper and of PyTorch, 0.01. */
  public LeakyRelu() {
    this(0.01);
  }

  /**
   * Checks the slope.
   *
   * @throws IllegalArgumentException if it is not finite
   */
  public LeakyRelu {
    Checks.finite("slope", slope);
  }

  @Override
  public String name() {
    return "leaky_relu";
  }

  @Override
  public String description() {
    return "z for z > 0, else slope*z";
  }

  @Override
  public ElementwiseFunction function() {
    return ElementwiseFunction.LEAKY_RELU;
  }

  @Override
  public double alpha() {
    return slope;
  }

  @Override
  public double value(double z) {
    return z > 0 ? z : slope * z;
  }

  @Override
  public double derivative(double z, double a) {
    return z > 0 ? 1 : slope;
  }

  @Override
  public double[] kinks() {
    return new double[] {0};
  }
}
