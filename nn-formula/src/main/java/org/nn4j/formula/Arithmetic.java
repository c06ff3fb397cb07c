package org.nn4j.formula;

import org.nn4j.api.math.NnMath;

/**
 * What operations compute in float64, one number at a time: with the bits that compiled formulas
 * have.
 */
final class Arithmetic {
  private Arithmetic() {}

  /**
   * Applies an operation.
   *
   * @param value the exponent of a power
   * @param x the arguments
   */
  static double of(Op op, double value, double... x) {
    return switch (op) {
      case NUMBER, VARIABLE -> throw new IllegalArgumentException(op + " computes nothing");
      case ADD -> x[0] + x[1];
      case SUB -> x[0] - x[1];
      case MUL -> x[0] * x[1];
      case DIV -> x[0] / x[1];
      case NEG -> -x[0];
      case POWER -> power(x[0], (int) value);
      case REAL_POWER -> NnMath.exp(x[1] * NnMath.log(x[0]));
      case ABS -> Math.abs(x[0]);
      case SIGN -> Math.min(Math.max(x[0] * Double.MAX_VALUE * Double.MAX_VALUE, -1), 1);
      case STEP -> Math.min(Math.max(x[0] * Double.MAX_VALUE * Double.MAX_VALUE, 0), 1);
      case SQRT -> Math.sqrt(x[0]);
      case MIN -> Math.min(x[0], x[1]);
      case MAX -> Math.max(x[0], x[1]);
      case SELECT -> select(x[0], x[1], x[2]);
      case EXP -> NnMath.exp(x[0]);
      case EXPM1 -> NnMath.expm1(x[0]);
      case LOG -> NnMath.log(x[0]);
      case LOG1P -> NnMath.log1p(x[0]);
      case SIN -> StrictMath.sin(x[0]);
      case COS -> StrictMath.cos(x[0]);
      case TANH -> NnMath.tanh(x[0]);
      case SIGMOID -> NnMath.sigmoid(x[0]);
      case SOFTPLUS -> NnMath.softplus(x[0]);
      case ERF -> NnMath.erf(x[0]);
      case NORMAL_CDF -> NnMath.normalCdf(x[0]);
    };
  }

  /** xⁿ from the leading bit of n on: x³ is (x·x)·x. */
  private static double power(double x, int n) {
    double y = x;
    for (int bit = Integer.highestOneBit(n) >> 1; bit != 0; bit >>= 1) {
      y *= y;
      y = (n & bit) != 0 ? y * x : y;
    }
    return y;
  }

  /** Returns {@code yes} for a step of 1, {@code no} for 0, NaN for NaN. */
  static double select(double step, double yes, double no) {
    return step > 0 ? yes : step == 0 ? no : step;
  }
}
