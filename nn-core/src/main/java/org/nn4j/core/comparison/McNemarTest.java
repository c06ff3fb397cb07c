package org.nn4j.core.comparison;

/**
 * McNemar's exact test of two classifiers on the same rows.
 *
 * <p>Only the rows that one of them gets right and the other wrong tell the two apart. Let b be
 * those that the first alone gets right and c those that the second does; were both equally good,
 * each of the b + c rows would be either with probability ½. p is 2·P(X ≤ min(b, c)) for X of the
 * binomial distribution, at most 1. The difference is that of the error rates, (b − c)/n, with the
 * standard error √(b + c − (b − c)²/n)/n.
 *
 * <p>Source: McNemar, "Note on the sampling error of the difference between correlated proportions
 * or percentages", Psychometrika 12, 1947; Dietterich, "Approximate statistical tests for comparing
 * supervised classification learning algorithms", Neural Computation 10, 1998.
 */
public final class McNemarTest {
  private McNemarTest() {}

  /**
   * Compares two classifiers.
   *
   * @param first whether the first one is right, a value a row, at least one
   * @param second the same of the second one
   * @return the difference of the error rates, second − first
   * @throws IllegalArgumentException if there is no row or the numbers differ
   */
  public static PairedTest of(boolean[] first, boolean[] second) {
    int rows = first.length;
    if (rows == 0 || second.length != rows) {
      throw new IllegalArgumentException(
          "McNemar's test needs decisions about the same rows, but there are "
              + (rows + " and " + second.length));
    }
    int firstAlone = 0;
    int secondAlone = 0;
    for (int row = 0; row < rows; row++) {
      firstAlone += first[row] && !second[row] ? 1 : 0;
      secondAlone += second[row] && !first[row] ? 1 : 0;
    }
    double apart = (double) firstAlone - secondAlone;
    double variance = (double) firstAlone + secondAlone - apart * apart / rows;
    return new PairedTest(
        apart / rows,
        Math.sqrt(Math.max(0, variance)) / rows,
        twoSided(Math.min(firstAlone, secondAlone), firstAlone + secondAlone),
        rows);
  }

  /** Returns 2·P(X ≤ few) for X of the binomial distribution of {@code all} trials with ½. */
  private static double twoSided(int few, int all) {
    if (2 * few == all) {
      return 1;
    }
    // Summed from the greatest term, which is the last, as shares of it.
    double share = 1;
    double sum = 1;
    double logChoose = 0;
    for (int i = 0; i < few; i++) {
      logChoose += StrictMath.log((double) (all - i) / (i + 1));
    }
    for (int i = few; i > 0; i--) {
      share *= (double) i / (all - i + 1);
      sum += share;
    }
    return Math.min(1, 2 * sum * StrictMath.exp(logChoose - all * StrictMath.log(2)));
  }
}
