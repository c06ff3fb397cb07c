package org.nn4j.formula;

import java.util.function.DoubleUnaryOperator;

/**
 * Keeps a program of one variable from ∞·0 and ∞−∞ far from 0: where it would be NaN, its variable
 * is held at a point from which on its value does not change any more.
 *
 * <p>z·sigmoid(z) is 0 at −10000 and −∞·0 at −∞; with z held at the least finite number it is 0
 * there too. Programs that are not NaN for any power of two, or that still change, stay as they
 * are.
 */
final class Ends {
  private Ends() {}

  /**
   * Returns the program with its first variable held where that is needed.
   *
   * @param single whether operations are rounded to float32
   * @param f the program as a function of that variable, in that precision
   */
  static Program held(Program program, boolean single, DoubleUnaryOperator f) {
    double least = -bound(single, x -> f.applyAsDouble(-x));
    double most = bound(single, f);
    boolean free = Double.isInfinite(least) && Double.isInfinite(most);
    return free ? program : program.held(least, most);
  }

  /** Returns the greatest number up to which x is to go, infinite if it may be any. */
  private static double bound(boolean single, DoubleUnaryOperator f) {
    double greatest = single ? Float.MAX_VALUE : Double.MAX_VALUE;
    int last = single ? Float.MAX_EXPONENT : Double.MAX_EXPONENT;
    double before = Double.NaN;
    for (int exponent = 0; exponent <= last; exponent++) {
      double value = f.applyAsDouble(Math.scalb(1.0, exponent));
      if (Double.isNaN(value)) {
        boolean constant = exponent > 2 && f.applyAsDouble(Math.scalb(1.0, exponent - 2)) == before;
        return constant ? Math.scalb(1.0, exponent - 1) : Double.POSITIVE_INFINITY;
      }
      before = value;
    }
    boolean atInfinity = Double.isNaN(f.applyAsDouble(Double.POSITIVE_INFINITY));
    boolean finite = !Double.isNaN(f.applyAsDouble(greatest));
    return atInfinity && finite ? greatest : Double.POSITIVE_INFINITY;
  }
}
