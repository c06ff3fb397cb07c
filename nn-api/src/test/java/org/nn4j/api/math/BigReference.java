package org.nn4j.api.math;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/**
 * The functions of {@link NnMath} to at least 40 correct digits, from series and continued
 * fractions alone.
 */
final class BigReference {

  private static final MathContext MC = new MathContext(60);
  private static final BigDecimal ONE = BigDecimal.ONE;
  private static final BigDecimal TWO = BigDecimal.valueOf(2);
  private static final BigDecimal HALF = new BigDecimal("0.5");
  private static final BigDecimal LN2 =
      new BigDecimal("0.69314718055994530941723212145817656807550013436025525412068000949339362");
  private static final BigDecimal TWO_OVER_SQRT_PI =
      new BigDecimal("1.1283791670955125738961589031215451716881012586579977136881714434212849");
  private static final BigDecimal SQRT_HALF =
      new BigDecimal("0.70710678118654752440084436210484903928483593768847403658833986899536624");

  private BigReference() {}

  /** Taylor series after x = n ln 2 + 256 r. */
  static BigDecimal exp(BigDecimal x) {
    BigDecimal n = x.divide(LN2, MC).setScale(0, RoundingMode.HALF_EVEN);
    BigDecimal r = x.subtract(n.multiply(LN2), MC).divide(BigDecimal.valueOf(256), MC);
    BigDecimal sum = ONE;
    BigDecimal term = ONE;
    for (int i = 1; i <= 24; i++) {
      term = term.multiply(r, MC).divide(BigDecimal.valueOf(i), MC);
      sum = sum.add(term, MC);
    }
    for (int i = 0; i < 8; i++) {
      sum = sum.multiply(sum, MC);
    }
    return sum.multiply(TWO.pow(n.intValueExact(), MC), MC);
  }

  static BigDecimal expm1(BigDecimal x) {
    if (isBelow(x, 1e-10)) {
      // x + x^2/2 + x^3/6 + ... by Horner
      BigDecimal sum = ONE;
      for (int i = 6; i >= 2; i--) {
        sum = ONE.add(x.multiply(sum, MC).divide(BigDecimal.valueOf(i), MC), MC);
      }
      return x.multiply(sum, MC);
    }
    return exp(x).subtract(ONE, MC);
  }

  /** Halley's iteration on e^y = x, cubically convergent from a double. */
  static BigDecimal log(BigDecimal x) {
    return log(x, StrictMath.log(x.doubleValue()));
  }

  static BigDecimal log1p(BigDecimal x) {
    if (isBelow(x, 1e-12)) {
      // x - x^2/2 + x^3/3 - ... by Horner
      BigDecimal sum = BigDecimal.ZERO;
      for (int i = 6; i >= 1; i--) {
        sum = ONE.divide(BigDecimal.valueOf(i), MC).subtract(x.multiply(sum, MC), MC);
      }
      return x.multiply(sum, MC);
    }
    return log(ONE.add(x), StrictMath.log1p(x.doubleValue()));
  }

  static BigDecimal tanh(BigDecimal x) {
    BigDecimal e = expm1(x.multiply(TWO));
    return e.divide(e.add(TWO), MC);
  }

  static BigDecimal sigmoid(BigDecimal x) {
    return ONE.divide(ONE.add(exp(x.negate()), MC), MC);
  }

  static BigDecimal softplus(BigDecimal x) {
    return x.max(BigDecimal.ZERO).add(log1p(exp(x.abs().negate())), MC);
  }

  /** 2/sqrt(pi) e^(-x^2) sum over n of x (2x^2)^n / (1*3*...*(2n+1)): all terms have one sign. */
  static BigDecimal erf(BigDecimal x) {
    if (x.signum() == 0) {
      return x;
    }
    BigDecimal twice = x.multiply(x, MC).multiply(TWO, MC);
    BigDecimal term = x;
    BigDecimal sum = x;
    for (int n = 1; term.precision() - term.scale() > sum.precision() - sum.scale() - 60; n++) {
      term = term.multiply(twice, MC).divide(BigDecimal.valueOf(2L * n + 1), MC);
      sum = sum.add(term, MC);
    }
    return sum.multiply(TWO_OVER_SQRT_PI, MC).multiply(exp(twice.multiply(HALF).negate()), MC);
  }

  static BigDecimal normalCdf(BigDecimal x) {
    BigDecimal tail = erfc(x.abs().multiply(SQRT_HALF, MC)).multiply(HALF, MC);
    return x.signum() > 0 ? ONE.subtract(tail, MC) : tail;
  }

  static BigDecimal gelu(BigDecimal x) {
    return x.multiply(normalCdf(x), MC);
  }

  /** For y &gt;= 0; from 3 on e^(-y^2) / sqrt(pi) / (y + (1/2) / (y + 1 / (y + (3/2) / ...))). */
  static BigDecimal erfc(BigDecimal y) {
    if (y.compareTo(BigDecimal.valueOf(3)) < 0) {
      return ONE.subtract(erf(y), MC);
    }
    BigDecimal fraction = y;
    for (int k = y.intValue() < 8 ? 160 : 40; k >= 1; k--) {
      fraction = y.add(HALF.multiply(BigDecimal.valueOf(k)).divide(fraction, MC), MC);
    }
    BigDecimal gauss = exp(y.multiply(y, MC).negate());
    return gauss.multiply(TWO_OVER_SQRT_PI, MC).multiply(HALF, MC).divide(fraction, MC);
  }

  private static BigDecimal log(BigDecimal x, double start) {
    BigDecimal exact = x.round(MC);
    BigDecimal y = new BigDecimal(start);
    for (int i = 0; i < 2; i++) {
      BigDecimal e = exp(y);
      BigDecimal step = exact.subtract(e, MC).multiply(TWO).divide(exact.add(e, MC), MC);
      y = y.add(step, MC);
    }
    return y;
  }

  private static boolean isBelow(BigDecimal x, double limit) {
    return x.abs().compareTo(BigDecimal.valueOf(limit)) < 0;
  }
}
