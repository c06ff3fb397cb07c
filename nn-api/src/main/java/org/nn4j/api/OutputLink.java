package org.nn4j.api;

/**
 * The mathematical function by which an output activation turns pre-activations into outputs, where
 * a loss may be fused with it.
 *
 * <p>An activation declares its link, a loss offers a fused form for it ({@link Loss#fusedWith}).
 * Because the two meet in the mathematics and not in a class, a third party's softmax fuses too.
 */
public enum OutputLink {
  /** No function that a loss can be fused with. */
  NONE,
  /** Element-wise 1/(1+e⁻ᶻ). */
  LOGISTIC,
  /** Row-wise e^zᵢ/Σⱼe^zⱼ. */
  SOFTMAX,
  /** Element-wise eᶻ, which turns log-probabilities into probabilities. */
  EXPONENTIAL
}
