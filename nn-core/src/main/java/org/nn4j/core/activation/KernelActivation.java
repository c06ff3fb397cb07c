package org.nn4j.core.activation;

import java.util.Optional;
import org.nn4j.api.ElementwiseActivation;
import org.nn4j.api.ElementwiseFunction;
import org.nn4j.api.Kernels;
import org.nn4j.api.Matrix;
import org.nn4j.api.OperatorGraph;

/**
 * An element-wise activation that is a native function of the kernels, so that a layer may leave it
 * to them together with its product instead of calling the matrix methods.
 */
public interface KernelActivation extends ElementwiseActivation {

  /** Returns the kernels' name of the same function. */
  ElementwiseFunction function();

  /**
   * Returns α, the function's parameter; a record component called {@code alpha} implements this.
   */
  default double alpha() {
    return 0;
  }

  @Override
  default Optional<OperatorGraph> operators() {
    return Optional.of(KernelOperators.of(function(), alpha()));
  }

  @Override
  default void forward(Matrix z, Matrix a, Kernels kernels) {
    kernels.apply(function(), alpha(), z, a);
  }

  @Override
  default void backward(Matrix z, Matrix a, Matrix gradient, Kernels kernels) {
    kernels.applyGradient(function(), alpha(), z, a, gradient);
  }
}
