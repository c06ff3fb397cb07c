package org.nn4j.testkit.check.support;

import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.nn4j.core.random.RandomStream;

/** Where functions of one variable are looked at. */
public final class Points {
  /** Points that make counterexamples easy to follow, hence the first. */
  private static final double[] PLAIN = {0.5, -0.5, 1.5, -1.5, 0.25, -2.5, 2.5};

  /** Points that are easily forgotten, all finite in float32. */
  private static final double[] EXTREME = {
    0, -0.0, 1e-3, 1e-6, 1e-30, Float.MIN_VALUE, 15, 30, 50, 88, 100, 710, 1000, 1e4
  };

  private static final double RANGE = 10;
  private static final double GRID = 1.0 / 64;

  private Points() {}

  /** Returns extreme points of both signs. */
  public static double[] extreme() {
    return Arrays.stream(EXTREME).flatMap(z -> DoubleStream.of(z, -z)).toArray();
  }

  /** Returns plain points, a grid from −8 to 8, random and extreme points, all float32 numbers. */
  public static double[] all() {
    RandomStream random = TestMatrices.random(1);
    DoubleStream grid = IntStream.rangeClosed(-64, 64).mapToDouble(i -> i / 8.0);
    DoubleStream drawn = DoubleStream.generate(() -> (float) (3 * random.nextGaussian()));
    return Stream.of(Arrays.stream(PLAIN), grid, drawn.limit(200), Arrays.stream(extreme()))
        .flatMapToDouble(points -> points)
        .toArray();
  }

  /**
   * Finds where a function jumps between −10 and 10: halves every interval of a grid over which it
   * changes, as long as the change stays.
   *
   * @param known jumps that are known and not wanted
   * @return the first other one, or NaN
   */
  public static double jump(DoubleUnaryOperator f, double[] known) {
    for (double low = -RANGE; low < RANGE; low += GRID) {
      double at = jump(f, low, low + GRID);
      if (!Double.isNaN(at) && !isNear(at, known, 1e-6)) {
        return at;
      }
    }
    return Double.NaN;
  }

  public static boolean isNear(double z, double[] points, double distance) {
    return Arrays.stream(points)
        .anyMatch(p -> Math.abs(z - p) <= distance * Math.max(1, Math.abs(p)));
  }

  private static double jump(DoubleUnaryOperator f, double from, double to) {
    double low = from;
    double high = to;
    double below = f.applyAsDouble(low);
    double above = f.applyAsDouble(high);
    while (high - low > 1e-9) {
      double middle = low + (high - low) / 2;
      double value = f.applyAsDouble(middle);
      if (Math.abs(value - below) > Math.abs(above - value)) {
        high = middle;
        above = value;
      } else {
        low = middle;
        below = value;
      }
      if (!(Math.abs(above - below) > 1e-4 * Math.max(1, Math.abs(above)))) {
        return Double.NaN;
      }
    }
    // The middle of the last interval, rounded: kinks are round numbers.
    return Math.rint((low + high) / 2 * 1e6) / 1e6;
  }
}
