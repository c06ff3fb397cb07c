package org.nn4j.formula;

import java.util.function.DoubleUnaryOperator;

/** Where formulas are numbers, and which. */
final class Domain {
  private static final int GRID = 16;
  private static final int RANGE = 16;
  private static final double FAR = 1e4;

  private Domain() {}

  /**
   * Requires numbers for all of a grid from −16 to 16, and no NaN far from 0.
   *
   * @param text the formula, for the message
   * @param program a program of one variable
   * @throws IllegalArgumentException if one of them is none
   */
  static void requireEverywhere(String text, Program program) {
    Interpreter f = new Interpreter(program, false);
    for (int i = -GRID * RANGE; i <= GRID * RANGE; i++) {
      requireNumber(text, f, (double) i / GRID);
    }
  }

  private static void requireNumber(String text, Interpreter f, double z) {
    double value = f.at(z);
    if (!(Math.abs(value) <= Double.MAX_VALUE)) {
      throw new IllegalArgumentException(
          "the formula "
              + text
              + " is "
              + value
              + " at z = "
              + z
              + ", but an activation is a number for every z; bound the arguments of its roots,"
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

  /** Returns the least and greatest values between −10000 and 10000, for people. */
  static String range(DoubleUnaryOperator f) {
    double least = Double.POSITIVE_INFINITY;
    double most = Double.NEGATIVE_INFINITY;
    for (int i = -GRID * 64; i <= GRID * 64; i++) {
      double value = f.applyAsDouble((double) i / GRID);
      least = Math.min(least, value);
      most = Math.max(most, value);
    }
    double left = f.applyAsDouble(-FAR);
    double right = f.applyAsDouble(FAR);
    return "from " + end(least, Math.min(left, right)) + " to " + end(most, Math.max(left, right));
  }

  /** Returns the bound within the grid, unless the function goes on beyond it. */
  private static String end(double within, double far) {
    boolean grows = Math.abs(far - within) > 1e-3 * Math.max(1, Math.abs(within));
    boolean outwards = Math.abs(far) > Math.abs(within);
    return grows && outwards ? far > 0 ? "∞" : "−∞" : Printer.number(Math.rint(within * 1e4) / 1e4);
  }
}
