package org.nn4j.core.initializer;

import java.util.function.DoubleSupplier;
import java.util.random.RandomGenerator;
import org.nn4j.api.Matrix;

/** The distributions that initializers draw from, and the variances that they scale them to. */
final class Fill {
  private Fill() {}

  /** Fills in row order. */
  static void with(Matrix weights, DoubleSupplier values) {
    for (int r = 0; r < weights.rows(); r++) {
      for (int c = 0; c < weights.columns(); c++) {
        weights.set(r, c, values.getAsDouble());
      }
    }
  }

  /** Fills uniformly from [low, high), before rounding to the weights' precision. */
  static void uniform(Matrix weights, double low, double high, RandomGenerator random) {
    double width = high - low;
    with(weights, () -> Math.fma(width, random.nextDouble(), low));
  }

  /** Fills uniformly around 0 with a variance; the limit is √(3·variance). */
  static void uniform(Matrix weights, double variance, RandomGenerator random) {
    double limit = Math.sqrt(3 * variance);
    uniform(weights, -limit, limit, random);
  }

  /** Fills from the normal distribution. */
  static void normal(Matrix weights, double mean, double std, RandomGenerator random) {
    with(weights, () -> Math.fma(std, random.nextGaussian(), mean));
  }

  /** Fills from the normal distribution within two standard deviations, drawing others again. */
  static void truncatedNormal(Matrix weights, double mean, double std, RandomGenerator random) {
    with(weights, () -> Math.fma(std, truncated(random), mean));
  }

  private static double truncated(RandomGenerator random) {
    double value;
    do {
      value = random.nextGaussian();
    } while (Math.abs(value) > 2);
    return value;
  }

  /** Returns Glorot and Bengio's variance, 2·gain²/(fan_in + fan_out). */
  static double glorotVariance(double gain, int fanIn, int fanOut) {
    return 2 * gain * gain / ((double) positive("fan_in", fanIn) + positive("fan_out", fanOut));
  }

  /** Returns factor/fan_in: factor 2 is He's variance, 1 LeCun's. */
  static double fanInVariance(double factor, int fanIn) {
    return factor / positive("fan_in", fanIn);
  }

  /**
   * Returns a fan.
   *
   * @throws IllegalArgumentException unless it is positive
   */
  static int positive(String name, int fan) {
    if (fan < 1) {
      throw new IllegalArgumentException(
          "initializing weights by their fan needs a " + name + " of at least 1, not " + fan);
    }
    return fan;
  }
}
