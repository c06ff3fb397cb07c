package org.nn4j.core.preprocess;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.nn4j.core.data.NumericColumn;

/**
 * Statistics of the numbers of a column, missing ones aside, in float64 and in the rows' order.
 *
 * @param count how many there are; without any the others say nothing
 * @param deviation the standard deviation of the population, divisor n
 */
record ColumnMoments(int count, double mean, double deviation, double min, double max) {
  /**
   * Rows are read in pieces, all columns of one before the next, as they lie together in caches.
   */
  private static final int PIECE = 1 << 12;

  static ColumnMoments of(double... values) {
    return of(
            List.of(new NumericColumn("values", values)),
            IntStream.range(0, values.length).toArray())
        .get(0);
  }

  /**
   * Computes the moments of several columns.
   *
   * <p>The mean takes a second pass over the residuals that removes the first one's rounding, the
   * deviation a third one.
   */
  static List<ColumnMoments> of(List<NumericColumn> columns, int[] rows) {
    List<Tally> tallies = columns.stream().map(Tally::new).toList();
    for (int pass = 0; pass < 3; pass++) {
      for (int from = 0; from < rows.length; from += PIECE) {
        int to = Math.min(rows.length, from + PIECE);
        for (Tally tally : tallies) {
          tally.add(pass, rows, from, to);
        }
      }
      for (Tally tally : tallies) {
        tally.end(pass);
      }
    }
    return tallies.stream().map(Tally::moments).toList();
  }

  /** Returns the middle value, or the mean of the two in the middle. */
  static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int half = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[half] : sorted[half - 1] / 2 + sorted[half] / 2;
  }

  /** The sums of one column. */
  private static final class Tally {
    private final NumericColumn column;
    private int count;
    private double sum;
    private double mean;
    private double squares;
    private double min = Double.POSITIVE_INFINITY;
    private double max = Double.NEGATIVE_INFINITY;

    Tally(NumericColumn column) {
      this.column = column;
    }

    void add(int pass, int[] rows, int from, int to) {
      for (int i = from; i < to; i++) {
        double value = column.value(rows[i]);
        if (Double.isNaN(value)) {
          continue;
        }
        switch (pass) {
          case 0 -> {
            count++;
            sum += value;
            min = Math.min(min, value);
            max = Math.max(max, value);
          }
          case 1 -> sum += value - mean;
          default -> squares += (value - mean) * (value - mean);
        }
      }
    }

    void end(int pass) {
      if (pass < 2) {
        mean += sum / count;
        sum = 0;
      }
    }

    ColumnMoments moments() {
      return new ColumnMoments(count, mean, Math.sqrt(squares / count), min, max);
    }
  }
}
