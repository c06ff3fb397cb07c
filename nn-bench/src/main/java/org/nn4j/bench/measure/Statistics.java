package org.nn4j.bench.measure;

import java.util.Arrays;
import java.util.Locale;

/** The few statistics that the tables show, and their form. */
public final class Statistics {
  private Statistics() {}

  /** Returns the median; of an even number of values the greater of the two in the middle. */
  public static double median(double... values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }

  /** Returns the least value. */
  public static double least(double... values) {
    return Arrays.stream(values).min().orElse(Double.NaN);
  }

  /** Returns the greatest value. */
  public static double greatest(double... values) {
    return Arrays.stream(values).max().orElse(Double.NaN);
  }

  /**
   * Writes a number as tables have it, with {@code digits} digits after the point; NaN as a dash.
   */
  public static String number(double value, int digits) {
    return Double.isNaN(value) ? "–" : String.format(Locale.ROOT, "%,." + digits + "f", value);
  }

  /** Returns the geometric mean, the mean that is right for ratios. */
  public static double geometricMean(double... values) {
    double sum = 0;
    for (double value : values) {
      sum += StrictMath.log(value);
    }
    return StrictMath.exp(sum / values.length);
  }
}
