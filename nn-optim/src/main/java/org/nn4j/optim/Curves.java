package org.nn4j.optim;

import org.nn4j.api.math.NnMath;

/**
 * Powers and cosines that have the same bits on every JVM and do not allocate.
 *
 * <p>Those of {@link StrictMath} have fixed bits too, but allocate on some JDKs ({@code pow} does
 * on 17), and a rate may be computed in every step.
 */
final class Curves {
  private Curves() {}

  /** Returns base^n for n ≥ 0, by squaring; the relative error is below n roundings. */
  static double power(double base, long n) {
    double result = 1;
    double square = base;
    for (long bits = n; bits > 0; bits >>= 1) {
      if ((bits & 1) == 1) {
        result *= square;
      }
      square *= square;
    }
    return result;
  }

  /** Returns base^x for base ≥ 0: exactly by squaring for whole x ≥ 0, else as e^(x·log base). */
  static double power(double base, double x) {
    if (x >= 0 && x <= Long.MAX_VALUE && x == Math.rint(x)) {
      return power(base, (long) x);
    }
    return NnMath.exp(x * NnMath.log(base));
  }

  /**
   * Returns cos(π·t) for t ≥ 0: reduced to [0, ½] by period and symmetry, there 1 − 2·sin²(π·t/2)
   * with the Taylor polynomial of degree 17, error below 2⁻⁵⁸.
   */
  static double cosineOfPi(double t) {
    double period = t - 2 * Math.floor(t / 2);
    double half = Math.min(period, 2 - period);
    return half > 0.5 ? -cosineOfFirstQuarter(1 - half) : cosineOfFirstQuarter(half);
  }

  private static double cosineOfFirstQuarter(double t) {
    double x = StrictMath.PI / 2 * t;
    double y = x * x;
    double p = 1.0 / 355687428096000L;
    p = Math.fma(p, y, -1.0 / 1307674368000L);
    p = Math.fma(p, y, 1.0 / 6227020800L);
    p = Math.fma(p, y, -1.0 / 39916800);
    p = Math.fma(p, y, 1.0 / 362880);
    p = Math.fma(p, y, -1.0 / 5040);
    p = Math.fma(p, y, 1.0 / 120);
    p = Math.fma(p, y, -1.0 / 6);
    double sine = Math.fma(p * y, x, x);
    return 1 - 2 * sine * sine;
  }
}
