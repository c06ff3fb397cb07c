package org.nn4j.core.activation;

import java.util.Map;
import java.util.Optional;
import org.nn4j.api.Activation;
import org.nn4j.api.Kernels;
import org.nn4j.api.Matrix;
import org.nn4j.api.OperatorGraph;

/**
 * The logarithm of the row-wise softmax, aᵢ = zᵢ − log Σⱼ e^zⱼ: log-probabilities, which the loss
 * {@code nll} reads.
 *
 * <p>The row's maximum is subtracted first, so nothing overflows and no logarithm of 0 is taken.
 * The Jacobian-vector product is ∂L/∂zᵢ = gᵢ − e^aᵢ·Σⱼ gⱼ.
 */
public record LogSoftmax() implements Activation {

  @Override
  public String name() {
    return "log_softmax";
  }

  @Override
  public String description() {
    return "logarithm of softmax, for losses on log-probabilities";
  }

  @Override
  public Optional<OperatorGraph> operators() {
    return Optional.of(
        OperatorGraph.build(g -> g.apply("LogSoftmax", Map.of("axis", 1), OperatorGraph.INPUT)));
  }

  @Override
  public void forward(Matrix z, Matrix a, Kernels kernels) {
    kernels.logSoftmax(z, a);
  }

  @Override
  public void backward(Matrix z, Matrix a, Matrix gradient, Kernels kernels) {
    kernels.logSoftmaxGradient(a, gradient);
  }
}
