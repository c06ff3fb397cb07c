package org.nn4j.api.math;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.function.DoubleFunction;

/**
 * The functions of {@link NnMath} to some 28 digits and a thousand times as fast as {@link
 * BigReference}, which holds them: enough for millions of arguments.
 */
@SuppressWarnings("ImmutableEnumChecker") // the functions hold no state
enum FastReference {
  EXP(x -> exp(TwoDoubles.of(x))),
  EXPM1(x -> expm1(TwoDoubles.of(x))),
  DECAY_MINUS_1(x -> expm1(TwoDoubles.of(-Math.abs(x)))),
  LOG(x -> new Value(log(TwoDoubles.of(x)), 0)),
  LOG1P(x -> new Value(log1p(TwoDoubles.of(x)), 0)),
  TANH(FastReference::tanh),
  SIGMOID(FastReference::sigmoid),
  SOFTPLUS(FastReference::softplus),
  ERF(FastReference::erf),
  NORMAL_CDF(FastReference::normalCdf),
  GELU(FastReference::gelu);

  /** value · 2^exponent, so that the subnormal range costs no digits. */
  record Value(TwoDoubles value, int exponent) {

    TwoDoubles plain() {
      return value.scaled(exponent);
    }

    BigDecimal exact() {
      MathContext digits = new MathContext(60);
      return value.exact().multiply(BigDecimal.valueOf(2).pow(exponent, digits), digits);
    }

    /** Returns how far a result is off, in ulps of the exact one. */
    double ulps(double actual) {
      double rounded = Math.scalb(value.high(), exponent);
      if (Double.isInfinite(rounded) || !Double.isFinite(actual)) {
        return actual == rounded ? 0 : Double.POSITIVE_INFINITY;
      }
      int unit = Math.max(Math.getExponent(rounded), Double.MIN_EXPONENT) - 52;
      double whole = Math.scalb(Math.scalb(actual, -unit / 2), -unit + unit / 2);
      TwoDoubles exact = value.scaled(exponent - unit);
      return Math.abs((whole - exact.high()) - exact.low());
    }
  }

  private static final BigDecimal LN2 =
      new BigDecimal("0.69314718055994530941723212145817656807550013436025525412068000949339362");
  private static final TwoDoubles TWO_OVER_SQRT_PI =
      TwoDoubles.of(new BigDecimal("1.1283791670955125738961589031215451716881012586579977136882"));
  private static final TwoDoubles SQRT_HALF =
      TwoDoubles.of(new BigDecimal("0.7071067811865475244008443621048490392848359376884740365884"));
  private static final double LN2_1 = LN2.doubleValue();
  private static final TwoDoubles LN2_REST =
      TwoDoubles.of(LN2.subtract(new BigDecimal(LN2_1)).setScale(60, RoundingMode.HALF_EVEN));

  /** 1/k and 1/k!. */
  private static final TwoDoubles[] RECIPROCALS = new TwoDoubles[70];

  private static final TwoDoubles[] FACTORIALS = new TwoDoubles[11];

  /** e^(y²)·erfc(y) at y = i/32. */
  private static final TwoDoubles[] ERFCX = new TwoDoubles[900];

  static {
    for (int k = 1; k < RECIPROCALS.length; k++) {
      RECIPROCALS[k] = TwoDoubles.ONE.over(TwoDoubles.of(k));
    }
    FACTORIALS[1] = TwoDoubles.ONE;
    for (int k = 2; k < FACTORIALS.length; k++) {
      FACTORIALS[k] = FACTORIALS[k - 1].times(RECIPROCALS[k]);
    }
  }

  private final DoubleFunction<Value> function;

  FastReference(DoubleFunction<Value> function) {
    this.function = function;
  }

  /** Computes the function where it is neither 0 nor infinite. */
  Value at(double x) {
    return function.apply(x);
  }

  /** e^r − 1 for |r| below 0.4: ten terms of r/256, then eight times (1 + e)² − 1. */
  private static TwoDoubles smallExpm1(TwoDoubles r) {
    TwoDoubles part = r.scaled(-8);
    TwoDoubles sum = FACTORIALS[10];
    for (int k = 9; k >= 1; k--) {
      sum = sum.times(part).plus(FACTORIALS[k]);
    }
    TwoDoubles e = sum.times(part);
    for (int i = 0; i < 8; i++) {
      e = e.scaled(1).plus(e.times(e));
    }
    return e;
  }

  private static Value exp(TwoDoubles x) {
    double n = Math.rint(x.high() / LN2_1);
    TwoDoubles r = x.minus(TwoDoubles.product(n, LN2_1)).minus(LN2_REST.times(n));
    return new Value(smallExpm1(r).plus(1), (int) n);
  }

  private static Value expm1(TwoDoubles x) {
    if (Math.abs(x.high()) < 0.34) {
      return new Value(smallExpm1(x), 0);
    }
    Value e = exp(x);
    return e.exponent > 200 ? e : new Value(e.plain().plus(-1), 0);
  }

  /** A step of Newton's iteration of the third order from StrictMath's logarithm. */
  private static TwoDoubles log1p(TwoDoubles f) {
    if (f.high() > 0.5 || f.high() < -0.4) {
      return log(f.high() > 1e300 ? f : f.plus(1));
    }
    double start = StrictMath.log1p(f.high());
    TwoDoubles e = smallExpm1(TwoDoubles.of(start));
    return corrected(start, f.minus(e).over(e.plus(1)));
  }

  private static TwoDoubles log(TwoDoubles x) {
    if (x.high() > 0.6 && x.high() < 1.45) {
      return log1p(x.plus(-1));
    }
    boolean subnormal = x.high() < Double.MIN_NORMAL;
    TwoDoubles normal = subnormal ? x.scaled(54) : x;
    int k = Math.getExponent(normal.high());
    double start = StrictMath.log(x.high());
    Value e = exp(TwoDoubles.of(-start));
    TwoDoubles ratio = normal.scaled(-k).times(e.value);
    return corrected(start, ratio.scaled((subnormal ? k - 54 : k) + e.exponent).plus(-1));
  }

  private static TwoDoubles corrected(double start, TwoDoubles t) {
    return t.minus(t.times(t).scaled(-1)).plus(start);
  }

  private static Value tanh(double x) {
    TwoDoubles e = expm1(TwoDoubles.of(2 * Math.abs(x))).plain();
    TwoDoubles y = e.over(e.plus(2));
    return new Value(x < 0 ? y.negated() : y, 0);
  }

  private static Value sigmoid(double x) {
    Value power = exp(TwoDoubles.of(-Math.abs(x)));
    TwoDoubles sum = power.plain().plus(1);
    return x < 0
        ? new Value(power.value.over(sum), power.exponent)
        : new Value(TwoDoubles.ONE.over(sum), 0);
  }

  private static Value softplus(double x) {
    Value power = exp(TwoDoubles.of(-Math.abs(x)));
    TwoDoubles p = power.plain();
    if (x < -75) {
      return power; // log(1 + p) = p − p²/2 + …
    }
    TwoDoubles tail = Math.abs(x) > 45 ? p.minus(p.times(p).scaled(-1)) : log1p(p);
    return new Value(x > 0 ? tail.plus(x) : tail, 0);
  }

  private static Value erf(double x) {
    double a = Math.abs(x);
    TwoDoubles y;
    if (a < 0.9) {
      TwoDoubles square = TwoDoubles.product(a, a).negated();
      TwoDoubles term = TwoDoubles.of(a);
      TwoDoubles sum = term;
      for (int n = 1; n < 34; n++) {
        term = term.times(square).times(RECIPROCALS[n]);
        sum = sum.plus(term.times(RECIPROCALS[2 * n + 1]));
      }
      y = sum.times(TWO_OVER_SQRT_PI);
    } else {
      y = TwoDoubles.ONE.minus(erfc(TwoDoubles.of(a)).plain());
    }
    return new Value(x < 0 ? y.negated() : y, 0);
  }

  private static Value normalCdf(double x) {
    Value twice = erfc(SQRT_HALF.times(Math.abs(x)));
    Value tail = new Value(twice.value, twice.exponent - 1);
    return x > 0 ? new Value(TwoDoubles.ONE.minus(tail.plain()), 0) : tail;
  }

  private static Value gelu(double x) {
    Value cdf = normalCdf(x);
    return new Value(cdf.value.times(x), cdf.exponent);
  }

  /**
   * Taylor's series about x₀ = i/32: erfc(x₀ + h) = erfc(x₀) − 2/√π·e^(−x₀²)·h·Σₖ pₖ/(k+1), with
   * the Hermite polynomials' p₀ = 1, p₁ = −2·x₀·h, pₖ₊₁ = (−2·x₀·h·pₖ − 2·h²·pₖ₋₁)/(k+1).
   */
  private static Value erfc(TwoDoubles y) {
    int i = (int) Math.rint(y.high() * 32);
    double center = i / 32.0;
    TwoDoubles h = y.plus(-center);
    TwoDoubles a = h.times(-2 * center);
    TwoDoubles b = h.times(h).times(-2);
    TwoDoubles last = TwoDoubles.ONE;
    TwoDoubles p = a;
    TwoDoubles sum = a.scaled(-1).plus(1);
    for (int k = 1; k < 28; k++) {
      TwoDoubles next = a.times(p).plus(b.times(last)).times(RECIPROCALS[k + 1]);
      last = p;
      p = next;
      sum = sum.plus(p.times(RECIPROCALS[k + 2]));
    }
    Value gauss = exp(TwoDoubles.product(center, center).negated());
    TwoDoubles scaled = erfcx(i).minus(TWO_OVER_SQRT_PI.times(h.times(sum)));
    return new Value(scaled.times(gauss.value), gauss.exponent);
  }

  private static TwoDoubles erfcx(int i) {
    if (ERFCX[i] == null) {
      BigDecimal y = new BigDecimal(i / 32.0);
      ERFCX[i] = TwoDoubles.of(BigReference.erfc(y).multiply(BigReference.exp(y.multiply(y))));
    }
    return ERFCX[i];
  }
}
