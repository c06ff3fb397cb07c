package org.nn4j.core.comparison;

import java.util.function.DoubleUnaryOperator;
import org.nn4j.core.random.RandomStream;

/**
 * The paired bootstrap of a difference of mean losses on the same rows: rows are drawn with
 * replacement as often as there are rows, the difference is computed of both models' losses there,
 * and that is repeated. The deviation of these differences is the standard error; p is twice the
 * share of them that lie on the other side of 0, each side counted with one more, so that it is
 * never 0. The same losses and seed give the same numbers on every JVM.
 *
 * <p>Source: Efron and Tibshirani, "An Introduction to the Bootstrap", 1993, chapters 6 and 15.
 */
public final class PairedBootstrap {
  /** Resamples by default: the error of a p-value of 0.05 is 0.005. */
  public static final int RESAMPLES = 2000;

  private PairedBootstrap() {}

  /**
   * Compares the means of losses, such as absolute errors.
   *
   * @param first the first model's losses, one a row, at least two
   * @param second the second model's
   * @param seed the seed of the rows drawn
   * @return the difference of the means, second − first
   * @throws IllegalArgumentException if there are fewer than two rows or the numbers differ
   */
  public static PairedTest of(double[] first, double[] second, long seed) {
    return of(first, second, mean -> mean, seed);
  }

  /**
   * Compares a function of the means of losses, such as the root of mean squared errors.
   *
   * @param first the first model's losses, one a row, at least two
   * @param second the second model's
   * @param figure what is made of a mean before the difference is taken, an increasing function
   * @param seed the seed of the rows drawn
   * @return the difference of the figures, second − first
   * @throws IllegalArgumentException if there are fewer than two rows or the numbers differ
   */
  public static PairedTest of(
      double[] first, double[] second, DoubleUnaryOperator figure, long seed) {
    int rows = first.length;
    if (rows < 2 || second.length != rows) {
      throw new IllegalArgumentException(
          "a paired bootstrap needs losses of the same two rows or more, but there are "
              + (rows + " and " + second.length));
    }
    double all = 0;
    double allSecond = 0;
    for (int row = 0; row < rows; row++) {
      all += first[row];
      allSecond += second[row];
    }
    double difference = figure.applyAsDouble(allSecond / rows) - figure.applyAsDouble(all / rows);
    RandomStream random = new RandomStream(seed, "bootstrap");
    double sum = 0;
    double squares = 0;
    int notAbove = 1;
    int notBelow = 1;
    for (int resample = 0; resample < RESAMPLES; resample++) {
      double one = 0;
      double other = 0;
      for (int i = 0; i < rows; i++) {
        int row = random.nextInt(rows);
        one += first[row];
        other += second[row];
      }
      double drawn = figure.applyAsDouble(other / rows) - figure.applyAsDouble(one / rows);
      sum += drawn - difference; // around the difference: what is squared below stays small
      squares += (drawn - difference) * (drawn - difference);
      notAbove += drawn <= 0 ? 1 : 0;
      notBelow += drawn >= 0 ? 1 : 0;
    }
    double variance = (squares - sum * sum / RESAMPLES) / (RESAMPLES - 1);
    double p = Math.min(1, 2.0 * Math.min(notAbove, notBelow) / (RESAMPLES + 1));
    return new PairedTest(difference, Math.sqrt(Math.max(0, variance)), p, rows);
  }
}
