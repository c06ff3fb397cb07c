package org.nn4j.core.activation;

import java.util.Optional;
import org.nn4j.api.ElementwiseActivation;
import org.nn4j.api.OperatorGraph;
import org.nn4j.api.math.NnMath;

/**
 * The logarithm of the sigmoid, σ(z) = −log(1 + e⁻ᶻ), with σ' = 1/(1 + eᶻ). PyTorch's {@code
 * LogSigmoid}.
 */
public record LogSigmoid() implements ElementwiseActivation {

  @Override
  public String name() {
    return "log_sigmoid";
  }

  @Override
  public String description() {
    return "logarithm of the sigmoid";
  }

  @Override
  public Optional<OperatorGraph> operators() {
    return Optional.of(
        OperatorGraph.build(
            g -> g.apply("Neg", KernelOperators.softplus(g, g.apply("Neg", OperatorGraph.INPUT)))));
  }

  @Override
  public double value(double z) {
    return -NnMath.softplus(-z);
  }

  @Override
  public double derivative(double z, double a) {
    return NnMath.sigmoid(-z);
  }
}
