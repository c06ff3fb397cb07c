package org.nn4j.api;

import org.jspecify.annotations.Nullable;

/**
 * A layer with its memory: computes batches forward and backward without allocating.
 *
 * <p>Not thread-safe: one thread uses it at a time. The matrices it returns belong to it and are
 * valid until its next call.
 */
public interface BoundLayer {

  /**
   * Sets the initial values that depend on data: weights that give pre-activations of deviation 1,
   * bounds of bins at quantiles. Called once, before training begins and after the initializers,
   * and not when a run is resumed; then {@link #forward} turns the sample into the next layer's. A
   * layer that has parts calls theirs. The default changes nothing.
   *
   * @param sample the inputs of some training rows, N×n_in with 1 ≤ N ≤ maxRows; not changed
   */
  default void adapt(Matrix sample) {}

  /**
   * Returns whether {@link #adapt} may change something, so that training has to take a sample: by
   * default whether the class overrides that method. A layer that only does so for some of its
   * parameters' values, or has parts, overrides this too.
   */
  default boolean adapts() {
    try {
      return getClass().getMethod("adapt", Matrix.class).getDeclaringClass() != BoundLayer.class;
    } catch (NoSuchMethodException e) {
      throw new IllegalStateException(getClass() + " has lost a method of its interface", e);
    }
  }

  /**
   * Tells the layer how far training is, before the forward pass of each step: what dropout by a
   * schedule needs. A layer that has parts tells them. The default does nothing.
   *
   * @param clock the progress, live
   */
  default void beginStep(TrainingClock clock) {}

  /**
   * Computes the layer's output.
   *
   * @param input N×n_in with 1 ≤ N ≤ maxRows; not changed, and kept by reference until backward
   * @param training true in a training step (dropout drops, batch statistics are used and
   *     collected), false when predicting
   * @return N×n_out
   */
  Matrix forward(Matrix input, boolean training);

  /**
   * Computes a batch for a caller that reads {@link LinkedOutput#preActivation} and not the output,
   * as a fused loss does; a layer may then skip applying the link to Z. The default computes the
   * output as well.
   *
   * @param input as for {@link #forward}
   * @param training as for {@link #forward}
   */
  default void forwardToLink(Matrix input, boolean training) {
    forward(input, training);
  }

  /**
   * Propagates the gradient of the last forward pass: overwrites the parameters' gradients, (E2)
   * and (E3), and returns ∂L/∂X, the product of (E4).
   *
   * @param gradient ∂L/∂output, N×n_out; the layer may overwrite it
   * @return ∂L/∂input, N×n_in, or null if {@link LayerContext#needsInputGradient} is false
   */
  @Nullable Matrix backward(Matrix gradient);

  /**
   * Returns the pre-activation Z of the last forward pass and the link from it to the output, where
   * a loss may be fused with it; null if the layer does not end in a link.
   */
  default @Nullable LinkedOutput linkedOutput() {
    return null;
  }

  /** The end of a layer that a fused loss replaces. */
  interface LinkedOutput {
    /** Returns the link between Z and the output. */
    OutputLink link();

    /** Returns Z of the last forward pass, N×n_out. */
    Matrix preActivation();

    /**
     * Propagates ∂L/∂Z, as {@link BoundLayer#backward} propagates ∂L/∂output.
     *
     * @param gradient ∂L/∂Z, N×n_out; the layer may overwrite it
     * @return ∂L/∂input, or null if it is not needed
     */
    @Nullable Matrix backwardFromLink(Matrix gradient);
  }
}
