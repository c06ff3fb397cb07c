package org.nn4j.api.math;

import java.util.Random;
import java.util.function.DoubleConsumer;

/** Arguments for the accuracy tests of the double overloads. */
final class Samples {

  private Samples() {}

  /**
   * Feeds {@code count} seeded arguments with |x| &lt;= reach: in turn log-uniform, uniform in
   * [-40, 40], uniform in [-2, 2] and uniform over the reach.
   */
  static void doubles(long seed, int count, double reach, DoubleConsumer sink) {
    Random random =
        new Random(seed); // its algorithm is specified, so the arguments are the same on every JDK
    double near = Math.min(reach, 40);
    int exponents = Math.getExponent(reach) + 1075;
    for (int i = 0; i < count; i++) {
      double unit = 2 * random.nextDouble() - 1;
      switch (i & 3) {
        case 0 -> {
          double x = unit * Math.scalb(1.0, random.nextInt(exponents) - 1074);
          sink.accept(Math.min(Math.max(x, -reach), reach));
        }
        case 1 -> sink.accept(near * unit);
        case 2 -> sink.accept(2 * unit);
        default -> sink.accept(Math.min(reach, 1e6) * unit);
      }
    }
  }

  /**
   * Feeds a grid over [-40, 40], cut to the reach, and each point's neighbours where formulas
   * change.
   */
  static void grid(int steps, double reach, DoubleConsumer sink) {
    double limit = Math.min(reach, 40);
    for (int i = -steps; i <= steps; i++) {
      sink.accept(limit * i / steps);
    }
    double[] edges = {0.875, Math.sqrt(0.5) - 1, Math.sqrt(2) - 1, Math.log(2) / 2, 1, 2, 6, 20};
    for (double edge : edges) {
      if (edge < limit) {
        for (double x : new double[] {edge, Math.nextDown(edge), Math.nextUp(edge)}) {
          sink.accept(x);
          sink.accept(-x);
        }
      }
    }
  }
}
