package org.nn4j.formula;

import java.util.function.DoubleUnaryOperator;

/** Where formulas are numbers, and which. */
final class Domain {
  private static final int GRID = 16;
  private static final int RANGE = 16;
  private static final double FAR = 1e6;
  private static final double FARTHER = 1e12;

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

  /**
   * Returns the least and greatest values for people: those on a grid and at ±10⁶, or infinity
   * where the function goes on from there to ±10¹².
   */
  static String range(DoubleUnaryOperator f) {
    double least = Math.min(f.applyAsDouble(-FAR), f.applyAsDouble(FAR));
    double most = Math.max(f.applyAsDouble(-FAR), f.applyAsDouble(FAR));
    for (int i = -GRID * 64; i <= GRID * 64; i++) {
      double value = f.applyAsDouble((double) i / GRID);
      least = Math.min(least, value);
      most = Math.max(most, value);
    }
    double left = f.applyAsDouble(-FARTHER);
    double right = f.applyAsDouble(FARTHER);
    return "from "
        + (goesOn(-least, -Math.min(left, right)) ? "−∞" : number(least))
        + " to "
        + (goesOn(most, Math.max(left, right)) ? "∞" : number(most));
  }

  private static boolean goesOn(double bound, double farther) {
    return bound > Double.MAX_VALUE || farther - bound > 1e-3 * Math.max(1, Math.abs(bound));
  }

  private static String number(double value) {
    return Printer.number(Math.rint(value * 1e4) / 1e4);
  }
}
