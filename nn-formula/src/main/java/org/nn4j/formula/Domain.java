package org.nn4j.formula;

import java.util.function.DoubleUnaryOperator;

/** Where formulas are numbers, and which. */
final class Domain {
  private static final int GRID = 16;
  private static final int RANGE = 16;
  private static final double FAR = 1e4;
  private static final double FARTHER = 1e8;

  private Domain() {}

  /**
   * Requires numbers for all of a grid from −16 to 16.
   *
   * @param what what the program computes, for the message
   * @param program a program of one variable
   * @throws IllegalArgumentException if one of them is none
   */
  static void requireEverywhere(String what, Program program) {
    Interpreter f = new Interpreter(program, false);
    for (int i = -GRID * RANGE; i <= GRID * RANGE; i++) {
      requireNumber(what, f, (double) i / GRID);
    }
  }

  private static void requireNumber(String what, Interpreter f, double z) {
    double value = f.at(z);
    if (!(Math.abs(value) <= Double.MAX_VALUE)) {
      throw new IllegalArgumentException(
          what
              + " is "
              + value
              + " at z = "
              + z
              + ", but it must be a number for every z; bound the arguments of its roots,"
              + " logarithms and divisions, as in log(max(z, 0) + 1)");
    }
  }

  /** Whether a graph has an operation that is NaN for some numbers. */
  static boolean isPartial(Graph graph) {
    return graph.nodes().stream()
        .anyMatch(
            node ->
                switch (node.op()) {
                  case DIV, SQRT, LOG, LOG1P, REAL_POWER -> true;
                  default -> false;
                });
  }

  /** Returns the least and greatest values, for people. */
  static String range(DoubleUnaryOperator f) {
    double least = Double.POSITIVE_INFINITY;
    double most = Double.NEGATIVE_INFINITY;
    for (int i = -GRID * 64; i <= GRID * 64; i++) {
      double value = f.applyAsDouble((double) i / GRID);
      least = Math.min(least, value);
      most = Math.max(most, value);
    }
    double mostFar = extreme(f, FAR, 1);
    double mostFarther = extreme(f, FARTHER, 1);
    double leastFar = extreme(f, FAR, -1);
    double leastFarther = extreme(f, FARTHER, -1);
    return "from "
        + (goesOn(-least, -leastFar, -leastFarther) ? "−∞" : bound(Math.min(least, leastFarther)))
        + " to "
        + (goesOn(most, mostFar, mostFarther) ? "∞" : bound(Math.max(most, mostFarther)));
  }

  /** Returns the greater of the values at ±z, or for a sign of −1 the smaller. */
  private static double extreme(DoubleUnaryOperator f, double z, int sign) {
    return sign * Math.max(sign * f.applyAsDouble(z), sign * f.applyAsDouble(-z));
  }

  /** Whether what grows from the grid to afar grows on from there, rather than to a bound. */
  private static boolean goesOn(double within, double far, double farther) {
    double grown = far - within;
    return grown > 1e-3 * Math.max(1, Math.abs(within))
        && !(Double.isFinite(farther) && farther - far <= grown / 10);
  }

  private static String bound(double value) {
    return Printer.number(Math.rint(value * 1e4) / 1e4);
  }
}
