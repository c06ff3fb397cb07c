package org.nn4j.api;

/**
 * A parameter's penalty, which is added to the loss, and its constraint, which is enforced after
 * every update.
 *
 * <p>The penalty of W is l1·Σ|w| + l2/2·Σw², its gradient l1·sign(w) + l2·w with sign(0) = 0; so
 * {@code l2} has the meaning of plain SGD's {@code weight_decay}.
 *
 * <p>The constraint sets elements below 0 to 0 if {@code nonNegative}, and then scales every column
 * of W (the weights into one unit) whose Euclidean length is outside {@code minNorm} to {@code
 * maxNorm} to the nearer of them; equal bounds give unit vectors times that. A column of zeros
 * stays.
 *
 * @param l1 factor of the sum of magnitudes, at least 0
 * @param l2 factor of half the sum of squares, at least 0
 * @param maxNorm maximum length of a column; 0 for no bound
 * @param minNorm minimum length of a column, at most {@code maxNorm} where there is one; 0 for no
 *     bound
 * @param nonNegative whether elements are kept at 0 or above
 */
public record Regularizer(
    double l1, double l2, double maxNorm, double minNorm, boolean nonNegative) {
  /** No penalty and no constraint. */
  public static final Regularizer NONE = new Regularizer(0, 0, 0);

  /**
   * Checks the factors and bounds.
   *
   * @throws IllegalArgumentException if one is negative or not finite, or the bounds descend
   */
  public Regularizer {
    Checks.nonNegative("l1", l1);
    Checks.nonNegative("l2", l2);
    Checks.nonNegative("max_norm", maxNorm);
    Checks.nonNegative("min_norm", minNorm);
    if (maxNorm > 0 && minNorm > maxNorm) {
      throw new IllegalArgumentException(
          "min_norm must be at most max_norm, " + maxNorm + ", but is " + minNorm);
    }
  }

  /** Creates penalties and a bound above. */
  public Regularizer(double l1, double l2, double maxNorm) {
    this(l1, l2, maxNorm, 0, false);
  }

  /** Returns whether there is a constraint. */
  public boolean constrains() {
    return maxNorm > 0 || minNorm > 0 || nonNegative;
  }
}
