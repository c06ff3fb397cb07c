package org.nn4j.core.crossval;

import java.util.Arrays;
import java.util.Locale;
import org.nn4j.api.Checks;

/**
 * A metric over the folds in which it is defined.
 *
 * @param count the number of values
 * @param undefined the number of further folds, whose rows leave the metric undefined
 * @param mean their mean; NaN of none
 * @param deviation their sample standard deviation, √(Σ (x − mean)²/(n − 1)); NaN of fewer than two
 */
public record Summary(int count, int undefined, double mean, double deviation) {

  /**
   * Sums values up; NaN among them makes everything NaN.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static Summary of(double... values) {
    int n = values.length;
    Checks.atLeast("summary: the number of values", n, 1);
    double mean = Arrays.stream(values).sum() / n;
    double squares = Arrays.stream(values).map(x -> (x - mean) * (x - mean)).sum();
    return new Summary(n, 0, mean, n == 1 ? Double.NaN : Math.sqrt(squares / (n - 1)));
  }

  /**
   * Returns deviation/√n, the standard error of the mean if the folds were independent. As they
   * share rows to learn from, the true one is rather greater.
   */
  public double standardError() {
    return deviation / Math.sqrt(count);
  }

  /** Returns of how many folds the mean is: {@code 3 of 4 folds}. */
  public String share() {
    return count + " of " + (count + undefined) + " folds";
  }

  /** Returns {@code 0.9733 ± 0.0149}, or {@code 0.9733 ± 0.0149 (3 of 4 folds)}. */
  @Override
  public String toString() {
    return String.format(Locale.ROOT, "%.4f ± %.4f", mean, deviation)
        + (undefined == 0 ? "" : " (" + share() + ")");
  }
}
