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
