package org.nn4j.api.math;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Locale;
import java.util.function.DoubleUnaryOperator;
import java.util.function.UnaryOperator;

/**
 * The table of what {@link NnMath} promises: each function, its references and its bounds, which
 * are those of the Javadoc.
 *
 * <p>The float overload is compared with a double reference, whose own error of 2^-50 or so is
 * nothing to a float; the double overload with {@link BigReference} for |x| up to {@code reach},
 * beyond which it is saturated or overflows.
 */
@SuppressWarnings("ImmutableEnumChecker") // the functions hold no state
enum MathFunction {
  EXP(NnMath::exp, 0.90, NnMath::exp, 0.88, FloatReference::exp, BigReference::exp, 746),
  EXPM1(NnMath::expm1, 1.11, NnMath::expm1, 1.2, FloatReference::expm1, BigReference::expm1, 746),
  DECAY_MINUS_1(
      x -> NnMath.decayMinus1(-Math.abs(x)),
      1.0,
      x -> NnMath.decayMinus1(-Math.abs(x)),
      1.2,
      x -> FloatReference.expm1(-Math.abs(x)),
      x -> BigReference.expm1(x.abs().negate()),
      746),
  LOG(NnMath::log, 0.88, NnMath::log, 0.9, StrictMath::log, BigReference::log, Double.MAX_VALUE),
  LOG1P(
      NnMath::log1p,
      1.46,
      NnMath::log1p,
      1.5,
      FloatReference::log1p,
      BigReference::log1p,
      Double.MAX_VALUE),
  TANH(NnMath::tanh, 2.50, NnMath::tanh, 2.6, FloatReference::tanh, BigReference::tanh, 25),
  SIGMOID(
      NnMath::sigmoid,
      2.49,
      NnMath::sigmoid,
      2.6,
      FloatReference::sigmoid,
      BigReference::sigmoid,
      746),
  SOFTPLUS(
      NnMath::softplus,
      1.71,
      NnMath::softplus,
      1.8,
      FloatReference::softplus,
      BigReference::softplus,
      746),
  ERF(NnMath::erf, 1.52, NnMath::erf, 1.8, FloatReference::erf, BigReference::erf, 7),
  NORMAL_CDF(
      NnMath::normalCdf,
      5.82,
      NnMath::normalCdf,
      8.2,
      FloatReference::normalCdf,
      BigReference::normalCdf,
      39),
  GELU(NnMath::gelu, 6.75, NnMath::gelu, 8.6, FloatReference::gelu, BigReference::gelu, 39);

  /** A function of a float. */
  @FunctionalInterface
  interface FloatFunction {
    float apply(float x);
  }

  final FloatFunction onFloat;
  final double floatUlps;
  final DoubleUnaryOperator onDouble;
  final double doubleUlps;
  final DoubleUnaryOperator floatReference;
  final UnaryOperator<BigDecimal> doubleReference;
  final double reach;

  MathFunction(
      FloatFunction onFloat,
      double floatUlps,
      DoubleUnaryOperator onDouble,
      double doubleUlps,
      DoubleUnaryOperator floatReference,
      UnaryOperator<BigDecimal> doubleReference,
      double reach) {
    this.onFloat = onFloat;
    this.floatUlps = floatUlps;
    this.onDouble = onDouble;
    this.doubleUlps = doubleUlps;
    this.floatReference = floatReference;
    this.doubleReference = doubleReference;
    this.reach = reach;
  }

  /** Returns the name of the method. */
  String method() {
    StringBuilder name = new StringBuilder();
    for (String word : name().split("_")) {
      String lower = word.toLowerCase(Locale.ROOT);
      name.append(name.isEmpty() ? lower : word.charAt(0) + lower.substring(1));
    }
    return name.toString();
  }

  /**
   * The error of the float overload at x in ulps of the exact result; NaN if just one of the two is
   * NaN.
   */
  double floatError(float x) {
    float actual = onFloat.apply(x);
    double expected = floatReference.applyAsDouble(x);
    float rounded = (float) expected;
    if (actual == expected || (Float.isNaN(actual) && Double.isNaN(expected))) {
      return 0;
    }
    if (Float.isInfinite(rounded) || Float.isInfinite(actual)) {
      return actual == rounded ? 0 : Double.POSITIVE_INFINITY;
    }
    return Math.abs(actual - expected) / Math.ulp(rounded);
  }

  /**
   * The error of the double overload at x, |x| at most {@link #reach}, in ulps of the exact result.
   */
  double doubleError(double x) {
    double actual = onDouble.applyAsDouble(x);
    boolean negativeDomain = (this == LOG && x <= 0) || (this == LOG1P && x <= -1);
    if (x == 0 || negativeDomain) {
      return 0; // special values: held exactly elsewhere
    }
    BigDecimal expected = doubleReference.apply(new BigDecimal(x));
    double rounded = expected.doubleValue();
    if (Double.isInfinite(rounded) || !Double.isFinite(actual)) {
      return actual == rounded ? 0 : Double.POSITIVE_INFINITY;
    }
    BigDecimal ulp = new BigDecimal(Math.ulp(rounded));
    BigDecimal error = new BigDecimal(actual).subtract(expected).abs();
    return error.divide(ulp, MathContext.DECIMAL64).doubleValue();
  }

  /** {@link #doubleError} by {@link FastReference}. */
  double fastError(double x) {
    boolean negativeDomain = (this == LOG && x <= 0) || (this == LOG1P && x <= -1);
    if (negativeDomain || (this != LOG && Math.abs(x) < 1e-290)) {
      return 0;
    }
    return FastReference.valueOf(name()).at(x).ulps(onDouble.applyAsDouble(x));
  }
}
