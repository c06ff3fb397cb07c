package org.nn4j.core.crossval;

import java.util.Arrays;
import java.util.Locale;
import org.nn4j.api.Checks;

/**
 * A metric over the folds.
 *
 * @param count the number of values
 * @param mean their mean
 * @param deviation their sample standard deviation, √(Σ (x − mean)²/(n − 1)); NaN of one value
 */
public record Summary(int count, double mean, double deviation) {

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
    return new Summary(n, mean, n == 1 ? Double.NaN : Math.sqrt(squares / (n - 1)));
  }

  /**
   * Returns deviation/√n, the standard error of the mean if the folds were independent. As they
   * share rows to learn from, the true one is rather greater.
   */
  public double standardError() {
    return deviation / Math.sqrt(count);
  }

  /** Returns {@code 0.9733 ± 0.0149}. */
  @Override
  public String toString() {
    return String.format(Locale.ROOT, "%.4f ± %.4f", mean, deviation);
  }
}
