package org.nn4j.core.layer;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nn4j.api.Activation;
import org.nn4j.api.LayerContext;
import org.nn4j.api.Matrix;
import org.nn4j.api.OutputLink;
import org.nn4j.api.ParameterSpec;
import org.nn4j.api.TrainableActivation;
import org.nn4j.core.activation.Identity;
import org.nn4j.core.activation.KernelActivation;

/** An activation inside a layer, with its trained parameters if it has any. */
final class ActivationUnit {
  /** What the names of an activation's parameters start with among its layer's. */
  static final String PREFIX = "activation.";

  private final Activation activation;
  private final Activation.Bound bound;

  ActivationUnit(Activation activation, LayerContext context, int width) {
    this.activation = activation;
    this.bound = activation.bind(context.child(PREFIX, width, true));
  }

  static List<ParameterSpec> declare(Activation activation, int width) {
    return activation instanceof TrainableActivation trainable
        ? trainable.declare(width).stream().map(spec -> spec.prefixed(PREFIX)).toList()
        : List.of();
  }

  boolean isIdentity() {
    return activation instanceof Identity;
  }

  OutputLink link() {
    return activation.link();
  }

  /** Returns σ if it is the kernels' own, which they compute together with a product, or null. */
  @Nullable KernelActivation ofKernels() {
    return activation instanceof KernelActivation own ? own : null;
  }

  /** Computes A = σ(Z); the identity's two matrices are one and the same, so nothing is done. */
  void forward(Matrix z, Matrix a, boolean training) {
    if (z != a) {
      bound.forward(z, a, training);
    }
  }

  /** Multiplies the gradient by σ'(Z), and fills the parameters' gradients. */
  void backward(Matrix z, Matrix a, Matrix gradient) {
    if (z != a) {
      bound.backward(z, a, gradient);
    }
  }
}
