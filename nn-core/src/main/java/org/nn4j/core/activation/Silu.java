package org.nn4j.core.activation;

import java.util.List;
import org.nn4j.api.ElementwiseFunction;
import org.nn4j.api.math.NnMath;

/**
 * The sigmoid linear unit σ(z) = z·s with s = 1/(1 + e⁻ᶻ), and σ' = s + z·s·(1 − s); also known as
 * swish.
 *
 * <p>Sources: Elfwing, Uchibe and Doya, "Sigmoid-weighted linear units for neural network function
 * approximation in reinforcement learning", 2018; Ramachandran, Zoph and Le, "Searching for
 * activation functions", 2017.
 */
public record Silu() implements KernelActivation {

  @Override
  public String name() {
    return "silu";
  }

  @Override
  public List<String> aliases() {
    return List.of("swish");
  }

  @Override
  public String description() {
    return "z*sigmoid(z)";
  }

  @Override
  public ElementwiseFunction function() {
    return ElementwiseFunction.SILU;
  }

  @Override
  public double value(double z) {
    return Gate.apply(z, NnMath.sigmoid(z));
  }

  @Override
  public double derivative(double z, double a) {
    double gate = NnMath.sigmoid(z);
    return gate + Gate.apply(z, gate * (1 - gate));
  }
}
