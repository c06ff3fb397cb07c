package org.nn4j.api;

import java.util.Optional;

/**
 * An activation σ, applied to a whole batch of pre-activations.
 *
 * <p>Implement this interface for a σ that mixes a row's elements (softmax). For one that treats
 * each element alone, implement {@link ElementwiseActivation}, which needs two scalar functions.
 */
public interface Activation extends Component {

  /**
   * Computes A = σ(Z).
   *
   * @param z pre-activations, N×n; not changed
   * @param a outputs, N×n of the same precision, overwritten; shares no memory with {@code z}
   * @param kernels the kernels to compute with
   */
  void forward(Matrix z, Matrix a, Kernels kernels);

  /**
   * Turns the gradient with respect to the outputs into that by the pre-activations: the ⊙ σ'(Z) of
   * (E1) and (E4), or the row's Jacobian-vector product where σ is not element-wise.
   *
   * @param z pre-activations of the forward pass; not changed
   * @param a outputs of the forward pass; not changed
   * @param gradient ∂L/∂A on entry, ∂L/∂Z on exit; shares no memory with the others
   * @param kernels the kernels to compute with
   */
  void backward(Matrix z, Matrix a, Matrix gradient, Kernels kernels);

  /**
   * Binds the activation to a layer and allocates what it needs to compute: scratch memory, such as
   * that of a σ that sorts, or what training draws at random. Layers compute by what this returns;
   * it must give the bits of the methods above, except in a training pass that is random.
   *
   * <p>The default needs nothing and calls the two methods above.
   *
   * @param context precision, kernels and greatest number of rows; its input width is the number of
   *     columns
   */
  default Bound bind(LayerContext context) {
    Kernels kernels = context.kernels();
    return new Bound() {
      @Override
      public void forward(Matrix z, Matrix a, boolean training) {
        Activation.this.forward(z, a, kernels);
      }

      @Override
      public void backward(Matrix z, Matrix a, Matrix gradient) {
        Activation.this.backward(z, a, gradient, kernels);
      }
    };
  }

  /** An activation with its memory: computes batches without allocating. Not thread-safe. */
  interface Bound {

    /**
     * Computes A = σ(Z).
     *
     * @param z pre-activations, N×n with N ≤ maxRows; not changed
     * @param a outputs, N×n, overwritten
     * @param training true in a training step, in which σ may be random
     */
    void forward(Matrix z, Matrix a, boolean training);

    /**
     * Turns ∂L/∂A of the last forward pass into ∂L/∂Z, and overwrites the gradients of the
     * activation's parameters if it has any.
     *
     * @param z pre-activations of that pass; not changed
     * @param a outputs of that pass; not changed
     * @param gradient ∂L/∂A on entry, ∂L/∂Z on exit
     */
    void backward(Matrix z, Matrix a, Matrix gradient);
  }

  /** Returns the link that a loss may be fused with; NONE unless σ is exactly that function. */
  default OutputLink link() {
    return OutputLink.NONE;
  }

  /** Returns σ as standard operators, for exporters; empty if it has no such form. */
  default Optional<OperatorGraph> operators() {
    return Optional.empty();
  }

  @Override
  default Activation with(Parameters changes) {
    return (Activation) RecordParameters.rebuild(this, changes);
  }
}
