package org.nn4j.report.figure;

import java.util.stream.DoubleStream;

/**
 * An interval of an axis; empty if the low end is above the high one.
 *
 * @param low the low end
 * @param high the high end
 */
public record Range(double low, double high) {
  /** Differences of less than this share of the greater end come from rounding. */
  private static final double RESOLUTION = 1e-12;

  /** Holds nothing. */
  public static final Range EMPTY = new Range(Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY);

  /** Returns the least interval with all finite ones of some values. */
  public static Range of(DoubleStream values) {
    double[] ends = {EMPTY.low, EMPTY.high};
    values
        .filter(Double::isFinite)
        .forEach(
            value -> {
              ends[0] = Math.min(ends[0], value);
              ends[1] = Math.max(ends[1], value);
            });
    return new Range(ends[0], ends[1]);
  }

  /** Returns whether there is nothing in it. */
  public boolean isEmpty() {
    return !(low <= high);
  }

  /** Returns whether a value is in it, ends included. */
  public boolean contains(double value) {
    return value >= low && value <= high;
  }

  /** Returns the least interval that holds both. */
  public Range union(Range other) {
    return new Range(Math.min(low, other.low), Math.max(high, other.high));
  }

  /**
   * Whether there are values between the ends that can be told apart: not where the ends are one,
   * differ by rounding alone, or are both as good as 0.
   */
  public boolean isWide() {
    // Halves: the distance of the ends may be more than a double holds.
    double rounding = RESOLUTION * Math.max(Math.abs(low), Math.abs(high));
    return high / 2 - low / 2 > rounding + Double.MIN_NORMAL / RESOLUTION;
  }

  /** Returns the distance of the ends, infinite if it is more than a double holds. */
  public double length() {
    return high - low;
  }
}
