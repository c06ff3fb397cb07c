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
   * @param x the first argument
   * @param y the second argument, if there is one
   * @param z the third argument, if there is one
   */
  static double of(Op op, double value, double x, double y, double z) {
    return switch (op) {
      case NUMBER, VARIABLE -> throw new IllegalArgumentException(op + " computes nothing");
      case ADD -> x + y;
      case SUB -> x - y;
      case MUL -> x * y;
      case DIV -> x / y;
      case NEG -> -x;
      case POWER -> power(x, (int) value);
      case REAL_POWER -> NnMath.exp(y * NnMath.log(x));
      case ABS -> Math.abs(x);
      case SIGN -> Math.min(Math.max(x * Double.MAX_VALUE * Double.MAX_VALUE, -1), 1);
      case STEP -> Math.min(Math.max(x * Double.MAX_VALUE * Double.MAX_VALUE, 0), 1);
      case SQRT -> Math.sqrt(x);
      case MIN -> Math.min(x, y);
      case MAX -> Math.max(x, y);
      case SELECT -> select(x, y, z);
      case EXP -> NnMath.exp(x);
      case EXPM1 -> NnMath.expm1(x);
      case LOG -> NnMath.log(x);
      case LOG1P -> NnMath.log1p(x);
      case SIN -> NnMath.sin(x);
      case COS -> NnMath.cos(x);
      case TANH -> NnMath.tanh(x);
      case SIGMOID -> NnMath.sigmoid(x);
      case SOFTPLUS -> NnMath.softplus(x);
      case ERF -> NnMath.erf(x);
      case NORMAL_CDF -> NnMath.normalCdf(x);
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
