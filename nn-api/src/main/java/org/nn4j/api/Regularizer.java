package org.nn4j.api;

/**
 * A parameter's penalty, which is added to the loss, and its constraint, which is enforced after
 * every update.
 *
 * <p>The penalty of W is l1·Σ|w| + l2/2·Σw², its gradient l1·sign(w) + l2·w with sign(0) = 0; so
 * {@code l2} has the meaning of plain SGD's {@code weight_decay}. With {@code maxNorm} &gt; 0 every
 * column of W (the weights into one unit) that is longer is scaled to that Euclidean length.
 *
 * @param l1 factor of the sum of magnitudes, at least 0
 * @param l2 factor of half the sum of squares, at least 0
 * @param maxNorm maximum length of a column; 0 for no bound
 */
public record Regularizer(double l1, double l2, double maxNorm) {
  /** No penalty and no constraint. */
  public static final Regularizer NONE = new Regularizer(0, 0, 0);

  /**
   * Checks the factors.
   *
   * @throws IllegalArgumentException if one is negative or not finite
   */
  public Regularizer {
    Checks.nonNegative("l1", l1);
    Checks.nonNegative("l2", l2);
    Checks.nonNegative("max_norm", maxNorm);
  }
}
