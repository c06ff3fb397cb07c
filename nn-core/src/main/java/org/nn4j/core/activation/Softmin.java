package org.nn4j.core.activation;

import java.util.Map;
import java.util.Optional;
import org.nn4j.api.Activation;
import org.nn4j.api.Kernels;
import org.nn4j.api.Matrix;
import org.nn4j.api.OperatorGraph;

/**
 * The row-wise softmax of −z, aᵢ = e^−zᵢ / Σⱼ e^−zⱼ, whose greatest element is that of the least z.
 * The Jacobian-vector product is ∂L/∂zᵢ = −aᵢ·(gᵢ − Σⱼ gⱼ·aⱼ). PyTorch's {@code Softmin}.
 */
public record Softmin() implements Activation {

  @Override
  public String name() {
    return "softmin";
  }

  @Override
  public String description() {
    return "softmax of -z, for scores of which the least is the best";
  }

  @Override
  public Optional<OperatorGraph> operators() {
    return Optional.of(
        OperatorGraph.build(
            g -> g.apply("Softmax", Map.of("axis", 1), g.apply("Neg", OperatorGraph.INPUT))));
  }

  @Override
  public void forward(Matrix z, Matrix a, Kernels kernels) {
    negate(z, a);
    kernels.softmax(a, a);
  }

  @Override
  public void backward(Matrix z, Matrix a, Matrix gradient, Kernels kernels) {
    kernels.softmaxGradient(a, gradient);
    negate(gradient, gradient);
  }

  private static void negate(Matrix from, Matrix to) {
    for (int r = 0; r < from.rows(); r++) {
      for (int c = 0; c < from.columns(); c++) {
        to.set(r, c, -from.get(r, c));
      }
    }
  }
}
