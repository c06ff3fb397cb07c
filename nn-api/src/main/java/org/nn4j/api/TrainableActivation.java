package org.nn4j.api;

import java.util.List;

/**
 * An activation with trainable parameters of its own, such as prelu's slope.
 *
 * <p>The layer that applies it declares {@link #declare} among its own parameters and calls {@link
 * #bind}; {@link Activation}'s two methods are not called then.
 */
public interface TrainableActivation extends Activation {

  /**
   * Returns the parameters for an input of {@code width} columns, in the order in which the methods
   * below receive them.
   */
  List<ParameterSpec> declare(int width);

  /**
   * Computes A = σ(Z; θ).
   *
   * @param z pre-activations, N×n; not changed
   * @param a outputs, N×n, overwritten
   * @param parameters θ, in the order of {@link #declare}
   * @param kernels the kernels to compute with
   */
  void forward(Matrix z, Matrix a, List<Parameter> parameters, Kernels kernels);

  /**
   * Turns ∂L/∂A into ∂L/∂Z and overwrites the parameters' gradients.
   *
   * @param z pre-activations of the forward pass; not changed
   * @param a outputs of the forward pass; not changed
   * @param gradient ∂L/∂A on entry, ∂L/∂Z on exit
   * @param parameters θ, whose gradients are overwritten with ∂L/∂θ
   * @param kernels the kernels to compute with
   */
  void backward(Matrix z, Matrix a, Matrix gradient, List<Parameter> parameters, Kernels kernels);

  /**
   * Binds the activation to its parameters and allocates what it keeps from one pass to the next;
   * nothing is allocated after that. The default keeps nothing, and calls the two methods above.
   *
   * @param context where the parameters are, whose input width is the number of columns
   */
  @Override
  default Bound bind(LayerContext context) {
    List<Parameter> parameters =
        declare(context.inputWidth()).stream().map(spec -> context.parameter(spec.name())).toList();
    Kernels kernels = context.kernels();
    return new Bound() {
      @Override
      public void forward(Matrix z, Matrix a, boolean training) {
        TrainableActivation.this.forward(z, a, parameters, kernels);
      }

      @Override
      public void backward(Matrix z, Matrix a, Matrix gradient) {
        TrainableActivation.this.backward(z, a, gradient, parameters, kernels);
      }
    };
  }
}
