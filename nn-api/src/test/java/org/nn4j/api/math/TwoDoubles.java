package org.nn4j.api.math;

import java.math.BigDecimal;
import java.math.MathContext;

/**
 * A number as the sum of two doubles, the second at most half an ulp of the first: some 31 digits.
 *
 * <p>Source: Dekker, "A floating-point technique for extending the available precision", 1971, with
 * products by {@code fma}; relative errors are a few times 2^-104.
 */
record TwoDoubles(double high, double low) {
  static final TwoDoubles ONE = of(1);

  static TwoDoubles of(double x) {
    return new TwoDoubles(x, 0);
  }

  static TwoDoubles of(BigDecimal x) {
    double high = x.doubleValue();
    return new TwoDoubles(high, x.subtract(new BigDecimal(high)).doubleValue());
  }

  /** Returns x·y without an error. */
  static TwoDoubles product(double x, double y) {
    double p = x * y;
    return new TwoDoubles(p, Math.fma(x, y, -p));
  }

  private static TwoDoubles sum(double x, double y) {
    double s = x + y;
    double part = s - x;
    return new TwoDoubles(s, (x - (s - part)) + (y - part));
  }

  /** Returns x + y for |x| ≥ |y|. */
  private static TwoDoubles fastSum(double x, double y) {
    double s = x + y;
    return new TwoDoubles(s, y - (s - x));
  }

  TwoDoubles plus(TwoDoubles y) {
    TwoDoubles s = sum(high, y.high);
    TwoDoubles t = sum(low, y.low);
    TwoDoubles c = fastSum(s.high, s.low + t.high);
    return fastSum(c.high, c.low + t.low);
  }

  TwoDoubles plus(double y) {
    return plus(of(y));
  }

  TwoDoubles negated() {
    return new TwoDoubles(-high, -low);
  }

  TwoDoubles minus(TwoDoubles y) {
    return plus(y.negated());
  }

  TwoDoubles times(TwoDoubles y) {
    double p = high * y.high;
    double rest = Math.fma(high, y.high, -p) + Math.fma(high, y.low, low * y.high);
    return fastSum(p, rest);
  }

  TwoDoubles times(double y) {
    return times(of(y));
  }

  TwoDoubles over(TwoDoubles y) {
    double first = high / y.high;
    TwoDoubles rest = minus(y.times(first));
    double second = rest.high / y.high;
    return fastSum(first, second).plus(rest.minus(y.times(second)).high / y.high);
  }

  /** Returns this · 2^n. */
  TwoDoubles scaled(int n) {
    return new TwoDoubles(Math.scalb(high, n), Math.scalb(low, n));
  }

  BigDecimal exact() {
    return new BigDecimal(high).add(new BigDecimal(low), MathContext.UNLIMITED);
  }
}
