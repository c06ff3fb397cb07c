package org.nn4j.core.activation;

import org.nn4j.api.ElementwiseFunction;
import org.nn4j.api.math.NnMath;

/**
 * The scaled exponential linear unit: σ(z) = λ·z for z &gt; 0, else λ·α·(eᶻ − 1); σ' = λ for z &gt;
 * 0, else λ·α·eᶻ.
 *
 * <p>λ and α make mean 0 and variance 1 a fixed point of a layer with {@code lecun_normal} weights.
 * Source: Klambauer, Unterthiner, Mayr and Hochreiter, "Self-normalizing neural networks", 2017.
 */
public record Selu() implements KernelActivation {
  static final double LAMBDA = 1.0507009873554805;
  static final double ALPHA = 1.6732632423543772;

  @Override
  public String name() {
    return "selu";
  }

  @Override
  public String description() {
    return "lambda*z for z > 0, else lambda*alpha*(e^z - 1); keeps mean 0 and variance 1";
  }

  @Override
  public ElementwiseFunction function() {
    return ElementwiseFunction.SELU;
  }

  @Override
  public double value(double z) {
    return LAMBDA * (z > 0 ? z : ALPHA * NnMath.expm1(z));
  }

  @Override
  public double derivative(double z, double a) {
    return LAMBDA * (z > 0 ? 1 : ALPHA * NnMath.exp(z));
  }

  @Override
  public double[] kinks() {
    return new double[] {0};
  }
}
