package org.nn4j.core.preprocess;

import java.util.Arrays;

/**
 * Statistics of some numbers, in float64 and in their order.
 *
 * @param deviation the standard deviation of the population, divisor n
 */
record Moments(double mean, double deviation, double min, double max) {

  static Moments of(double[] values) {
    double min = values[0];
    double max = values[0];
    double mean = mean(values);
    double squares = 0;
    for (double value : values) {
      min = Math.min(min, value);
      max = Math.max(max, value);
      squares += (value - mean) * (value - mean);
    }
    return new Moments(mean, Math.sqrt(squares / values.length), min, max);
  }

  /**
   * Returns the mean, by a second pass over the residuals that removes the first one's rounding.
   */
  static double mean(double[] values) {
    double sum = 0;
    for (double value : values) {
      sum += value;
    }
    double mean = sum / values.length;
    double residual = 0;
    for (double value : values) {
      residual += value - mean;
    }
    return mean + residual / values.length;
  }

  /** Returns the middle value, or the mean of the two in the middle. */
  static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int half = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[half] : sorted[half - 1] / 2 + sorted[half] / 2;
  }
}
