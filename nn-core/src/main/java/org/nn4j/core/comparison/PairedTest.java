package org.nn4j.core.comparison;

import org.nn4j.api.Checks;

/**
 * The result of a two-sided test of a difference between two models, judged on the same rows.
 *
 * @param difference the second model's value minus the first one's
 * @param standardError the standard error of the difference, at least 0
 * @param p the probability, if there were no difference, of one as large as this
 * @param pairs how many pairs of values were compared: folds or rows
 */
public record PairedTest(double difference, double standardError, double p, int pairs) {
  /** The p-value below which a difference is told, unless another is named: 0.05, the usual one. */
  public static final double LEVEL = 0.05;

  /**
   * Checks the numbers.
   *
   * @throws IllegalArgumentException if the difference or its error is not finite, the error is
   *     negative or {@code p} is not between 0 and 1
   */
  public PairedTest {
    Checks.finite("difference", difference);
    Checks.nonNegative("standardError", standardError);
    if (!(p >= 0 && p <= 1)) {
      throw new IllegalArgumentException("p must be between 0 and 1 but is " + p);
    }
  }

  /**
   * Returns a copy with a p-value that accounts for other tests.
   *
   * @throws IllegalArgumentException if {@code p} is not between 0 and 1
   */
  public PairedTest withP(double adjusted) {
    return new PairedTest(difference, standardError, adjusted, pairs);
  }
}
