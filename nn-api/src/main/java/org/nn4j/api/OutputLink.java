package org.nn4j.api;

/**
 * The mathematical function by which an output activation turns pre-activations into outputs, where
 * a loss may fuse with it.
 *
 * <p>An activation declares its link, a loss offers a fused form for it ({@link Loss#fusedWith}).
 * Because the meeting point is the mathematics and not a class, a third party's softmax fuses too.
 */
public enum OutputLink {
  /** Nothing that a loss can fuse with. */
  NONE,
  /** Element-wise 1/(1+e⁻ᶻ). */
  LOGISTIC,
  /** Row-wise e^zᵢ/Σⱼe^zⱼ. */
  SOFTMAX,
  /** Element-wise eᶻ, which makes probabilities of log-probabilities. */
  EXPONENTIAL
}
