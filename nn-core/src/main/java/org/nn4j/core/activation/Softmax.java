package org.nn4j.core.activation;

import java.util.Map;
import java.util.Optional;
import org.nn4j.api.Activation;
import org.nn4j.api.Kernels;
import org.nn4j.api.Matrix;
import org.nn4j.api.OperatorGraph;
import org.nn4j.api.OutputLink;

/**
 * The row-wise softmax, aᵢ = e^zᵢ / Σⱼ e^zⱼ, whose rows are probabilities of classes.
 *
 * <p>The row's maximum is subtracted first, so nothing overflows. The Jacobian-vector product is
 * ∂L/∂zᵢ = aᵢ·(gᵢ − Σⱼ gⱼ·aⱼ). It is the {@link OutputLink#SOFTMAX} link: cross-entropy fuses with
 * it.
 */
public record Softmax() implements Activation {

  @Override
  public String name() {
    return "softmax";
  }

  @Override
  public String description() {
    return "e^z_i / sum of e^z_j over the row, probabilities of classes";
  }

  @Override
  public OutputLink link() {
    return OutputLink.SOFTMAX;
  }

  @Override
  public Optional<OperatorGraph> operators() {
    return Optional.of(
        OperatorGraph.build(g -> g.apply("Softmax", Map.of("axis", 1), OperatorGraph.INPUT)));
  }

  @Override
  public void forward(Matrix z, Matrix a, Kernels kernels) {
    kernels.softmax(z, a);
  }

  @Override
  public void backward(Matrix z, Matrix a, Matrix gradient, Kernels kernels) {
    kernels.softmaxGradient(a, gradient);
  }
}
