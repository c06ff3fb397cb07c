package org.nn4j.core.preprocess;

import java.util.Arrays;
import java.util.function.IntToDoubleFunction;
import org.nn4j.core.data.NumericColumn;

/**
 * Numbers in ascending order, and the quantiles between them.
 *
 * @param count how many there are, at least 1
 * @param sorted returns the number of a rank from 0
 */
record OrderStatistics(int count, IntToDoubleFunction sorted) {
  /** The most rows whose values are sorted: 8 MB a column. Of more rows as many are taken. */
  static final int MOST_ROWS = 1 << 20;

  static OrderStatistics of(double... values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return new OrderStatistics(sorted.length, rank -> sorted[rank]);
  }

  /**
   * Sorts the values of some rows, missing ones aside; of more than {@link #MOST_ROWS} rows those
   * of as many, spread evenly over them.
   *
   * @param rows rows at least one of which has a value
   */
  static OrderStatistics of(NumericColumn column, int[] rows) {
    if (rows.length > MOST_ROWS) {
      int[] some = new int[MOST_ROWS];
      for (int i = 0; i < MOST_ROWS; i++) {
        some[i] = rows[(int) ((long) i * rows.length / MOST_ROWS)];
      }
      double[] values = NumericColumns.present(some, column);
      if (values.length > 0) {
        return of(values);
      }
    }
    return of(NumericColumns.present(rows, column));
  }

  /** Returns the order of numbers each of which occurs a number of times. */
  static OrderStatistics of(double[] ascending, int[] times) {
    return new OrderStatistics(
        Arrays.stream(times).sum(),
        rank -> {
          int value = 0;
          for (int end = times[0]; rank >= end; end += times[value]) {
            value++;
          }
          return ascending[value];
        });
  }

  double least() {
    return sorted.applyAsDouble(0);
  }

  double greatest() {
    return sorted.applyAsDouble(count - 1);
  }

  /**
   * Returns the quantile {@code part/parts}, linear between the two numbers next to it: NumPy's
   * default, type 7 of Hyndman and Fan, "Sample Quantiles in Statistical Packages", 1996.
   */
  double quantile(int part, int parts) {
    long place = (long) part * (count - 1);
    int below = (int) (place / parts);
    double share = (double) (place % parts) / parts;
    double low = sorted.applyAsDouble(below);
    if (share == 0) {
      return low;
    }
    double high = sorted.applyAsDouble(below + 1);
    // Weighted like this, no difference overflows; rounding must not lead out of the two.
    return Math.min(high, Math.max(low, low * (1 - share) + high * share));
  }
}
