package org.nn4j.losses;

import org.nn4j.api.Loss;

/** Rejects numbers outside a loss' domain. */
final class Domain {
  private Domain() {}

  static IllegalArgumentException error(
      Loss loss, String rule, String what, double value, int row, int column, String remedy) {
    return new IllegalArgumentException(
        loss.shortExpression()
            + " "
            + rule
            + " but "
            + what
            + " row "
            + row
            + ", column "
            + column
            + " is "
            + print(value)
            + "; "
            + remedy);
  }

  static void requireSign(Loss loss, double target, int row, int column) {
    if (Math.abs(target) != 1) {
      throw error(
          loss,
          "needs the labels -1 and 1",
          "target",
          target,
          row,
          column,
          "encode the two classes as -1 and 1, or use binary_cross_entropy for 0 and 1");
    }
  }

  /** Requires a rate of at least 0, and a target of at least 0. NaN outputs pass. */
  static void requireRates(Loss loss, double output, double target, int row, int column) {
    if (output < 0) {
      throw error(
          loss,
          "reads rates above 0",
          "output",
          output,
          row,
          column,
          "end the network in softplus");
    }
    if (!(target >= 0)) {
      throw error(
          loss,
          "needs counts, at least 0,",
          "target",
          target,
          row,
          column,
          "use mse or huber for targets of any sign");
    }
  }

  /** Prints what the user sees in float32 data: 1.7, not the 1.7000000476837158 it widens to. */
  private static String print(double value) {
    float narrow = (float) value;
    return narrow == value ? Float.toString(narrow) : Double.toString(value);
  }
}
