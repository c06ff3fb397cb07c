package org.nn4j.api;

import java.util.List;

/**
 * An activation with trainable parameters of its own, such as prelu's slope.
 *
 * <p>The layer that applies it declares {@link #declare} among its own parameters and passes the
 * bound ones to the two methods here; {@link Activation}'s two methods are not called then.
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
}
