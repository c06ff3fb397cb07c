package org.nn4j.api.math;

/**
 * Elementary functions whose every bit is fixed: the same result on each JDK, JIT tier and CPU.
 *
 * <p>Only +, -, *, /, fused multiply-add, comparisons with selects, and integer operations on the
 * bits of a number are used, without branches or conversions between integers and floating point,
 * so that a SIMD kernel can repeat the operations lane by lane and agree exactly. The float
 * overloads compute in float alone. Compare {@link StrictMath}, which is as reproducible, but has
 * no float versions and cannot be vectorised, and {@link Math}, which may differ between JIT tiers.
 *
 * <p>Error bounds are in units in the last place (ulp) of the exact result. For float they are
 * maxima over all 2^32 arguments, rounded up. For double they are not proven: they are the greatest
 * errors found among 60 to 200 million arguments of each function, most of them where errors are
 * greatest, plus a margin of 3 to 6 %. The tests check them. NaN gives NaN (with unspecified
 * payload), and no argument throws.
 */
public final class NnMath {

  private NnMath() {}

  /**
   * Exponential function, e^x.
   *
   * <p>Error at most 0.90 ulp, in the subnormal range too. exp(±0) = 1, exp(-Inf) = 0, exp(+Inf) =
   * Inf. Overflows to Inf from 88.72284, is subnormal below -87.336544 and 0 below -103.97208.
   *
   * @param x any number
   * @return e^x
   */
  public static float exp(float x) {
    return FloatMath.exp(x);
  }

  /**
   * Exponential function, e^x.
   *
   * <p>Error at most 0.88 ulp, in the subnormal range too. exp(±0) = 1, exp(-Inf) = 0, exp(+Inf) =
   * Inf. Overflows to Inf above 709.782712893384, is subnormal below -708.3964185322641 and 0 below
   * -745.1332191019412.
   *
   * @param x any number
   * @return e^x
   */
  public static double exp(double x) {
    return DoubleMath.exp(x);
  }

  /**
   * Exponential function of numbers up to 40: {@link #exp(float)}'s bits in fewer operations.
   *
   * <p>For what only decays, such as a softmax's e^(z - max).
   *
   * @param x a number up to 40, or NaN; the result for a greater one is unspecified
   * @return e^x
   */
  public static float decay(float x) {
    return FloatMath.decay(x);
  }

  /**
   * Exponential function of numbers up to 40: {@link #exp(double)}'s bits in fewer operations.
   *
   * <p>For what only decays, such as a softmax's e^(z - max).
   *
   * @param x a number up to 40, or NaN; the result for a greater one is unspecified
   * @return e^x
   */
  public static double decay(double x) {
    return DoubleMath.decay(x);
  }

  /**
   * e^x - 1 for numbers up to 0, in fewer operations than {@link #expm1(float)}.
   *
   * <p>Error at most 1.00 ulp. Subnormals are returned unchanged, decayMinus1(-Inf) = -1.
   *
   * @param x a number up to 0, or NaN; the result for a greater one is unspecified
   * @return e^x - 1, which may be 0 for -0
   */
  public static float decayMinus1(float x) {
    return FloatMath.decayMinus1(x);
  }

  /**
   * e^x - 1 for numbers up to 0, in fewer operations than {@link #expm1(double)}.
   *
   * <p>Error at most 1.2 ulp. Subnormals are returned unchanged, decayMinus1(-Inf) = -1.
   *
   * @param x a number up to 0, or NaN; the result for a greater one is unspecified
   * @return e^x - 1, which may be 0 for -0
   */
  public static double decayMinus1(double x) {
    return DoubleMath.decayMinus1(x);
  }

  /**
   * e^x - 1 without cancellation near 0.
   *
   * <p>Error at most 1.11 ulp. expm1(±0) = ±0, subnormals are returned unchanged, expm1(-Inf) = -1,
   * expm1(+Inf) = Inf; -1 below about -17, Inf from 88.72284.
   *
   * @param x any number
   * @return e^x - 1
   */
  public static float expm1(float x) {
    return FloatMath.expm1(x);
  }

  /**
   * e^x - 1 without cancellation near 0.
   *
   * <p>Error at most 1.2 ulp. expm1(±0) = ±0, subnormals are returned unchanged, expm1(-Inf) = -1,
   * expm1(+Inf) = Inf; -1 below about -37, Inf above 709.782712893384.
   *
   * @param x any number
   * @return e^x - 1
   */
  public static double expm1(double x) {
    return DoubleMath.expm1(x);
  }

  /**
   * Natural logarithm.
   *
   * <p>Error at most 0.88 ulp, subnormal arguments included. log(±0) = -Inf, log(x &lt; 0) = NaN,
   * log(1) = +0, log(+Inf) = Inf.
   *
   * @param x any number
   * @return the natural logarithm of x
   */
  public static float log(float x) {
    return FloatMath.log(x);
  }

  /**
   * Natural logarithm.
   *
   * <p>Error at most 0.9 ulp, subnormal arguments included. log(±0) = -Inf, log(x &lt; 0) = NaN,
   * log(1) = +0, log(+Inf) = Inf.
   *
   * @param x any number
   * @return the natural logarithm of x
   */
  public static double log(double x) {
    return DoubleMath.log(x);
  }

  /**
   * log(1 + x) without cancellation near 0.
   *
   * <p>Error at most 1.46 ulp. log1p(±0) = ±0, subnormals are returned unchanged, log1p(-1) = -Inf,
   * log1p(x &lt; -1) = NaN, log1p(+Inf) = Inf.
   *
   * @param x any number
   * @return log(1 + x)
   */
  public static float log1p(float x) {
    return FloatMath.log1p(x);
  }

  /**
   * log(1 + x) without cancellation near 0.
   *
   * <p>Error at most 1.5 ulp. log1p(±0) = ±0, subnormals are returned unchanged, log1p(-1) = -Inf,
   * log1p(x &lt; -1) = NaN, log1p(+Inf) = Inf.
   *
   * @param x any number
   * @return log(1 + x)
   */
  public static double log1p(double x) {
    return DoubleMath.log1p(x);
  }

  /**
   * Hyperbolic tangent, computed as -expm1(-2|x|) / (expm1(-2|x|) + 2) with the sign of x.
   *
   * <p>Error at most 2.50 ulp. Odd to the bit; tanh(±0) = ±0, subnormals are returned unchanged,
   * tanh(±Inf) = ±1; ±1 from about |x| = 9.
   *
   * @param x any number
   * @return tanh x, in [-1, 1]
   */
  public static float tanh(float x) {
    return FloatMath.tanh(x);
  }

  /**
   * Hyperbolic tangent, computed as -expm1(-2|x|) / (expm1(-2|x|) + 2) with the sign of x.
   *
   * <p>Error at most 2.6 ulp. Odd to the bit; tanh(±0) = ±0, subnormals are returned unchanged,
   * tanh(±Inf) = ±1; ±1 from about |x| = 19.
   *
   * @param x any number
   * @return tanh x, in [-1, 1]
   */
  public static double tanh(double x) {
    return DoubleMath.tanh(x);
  }

  /**
   * Logistic function, 1 / (1 + e^-x), with full relative accuracy in the left tail.
   *
   * <p>Error at most 2.49 ulp. sigmoid(±0) = 0.5, sigmoid(-Inf) = 0, sigmoid(+Inf) = 1; 1 from
   * about 17, subnormal below -87.336544, 0 below -103.97208.
   *
   * @param x any number
   * @return 1 / (1 + e^-x), in [0, 1]
   */
  public static float sigmoid(float x) {
    return FloatMath.sigmoid(x);
  }

  /**
   * Logistic function, 1 / (1 + e^-x), with full relative accuracy in the left tail.
   *
   * <p>Error at most 2.6 ulp. sigmoid(±0) = 0.5, sigmoid(-Inf) = 0, sigmoid(+Inf) = 1; 1 from about
   * 37, subnormal below -708.3964185322641, 0 below -745.1332191019412.
   *
   * @param x any number
   * @return 1 / (1 + e^-x), in [0, 1]
   */
  public static double sigmoid(double x) {
    return DoubleMath.sigmoid(x);
  }

  /**
   * Softplus, log(1 + e^x), computed as max(x, 0) + log1p(e^-|x|).
   *
   * <p>Error at most 1.71 ulp. softplus(-Inf) = 0, softplus(+Inf) = Inf; never overflows for finite
   * x; subnormal below -87.336544, 0 below -103.97208.
   *
   * @param x any number
   * @return log(1 + e^x), at least 0
   */
  public static float softplus(float x) {
    return FloatMath.softplus(x);
  }

  /**
   * Softplus, log(1 + e^x), computed as max(x, 0) + log1p(e^-|x|).
   *
   * <p>Error at most 1.8 ulp. softplus(-Inf) = 0, softplus(+Inf) = Inf; never overflows for finite
   * x; subnormal below -708.3964185322641, 0 below -745.1332191019412.
   *
   * @param x any number
   * @return log(1 + e^x), at least 0
   */
  public static double softplus(double x) {
    return DoubleMath.softplus(x);
  }

  /**
   * Error function, 2 / sqrt(pi) times the integral of e^(-t^2) from 0 to x.
   *
   * <p>Error at most 1.52 ulp. Odd to the bit; erf(±0) = ±0, erf(±Inf) = ±1; ±1 from about |x| =
   * 3.92.
   *
   * @param x any number
   * @return erf x, in [-1, 1]
   */
  public static float erf(float x) {
    return FloatMath.erf(x);
  }

  /**
   * Error function, 2 / sqrt(pi) times the integral of e^(-t^2) from 0 to x.
   *
   * <p>Error at most 1.8 ulp. Odd to the bit; erf(±0) = ±0, erf(±Inf) = ±1; ±1 from about |x| =
   * 5.92.
   *
   * @param x any number
   * @return erf x, in [-1, 1]
   */
  public static double erf(double x) {
    return DoubleMath.erf(x);
  }

  /**
   * Distribution function of the standard normal distribution, erfc(-x / sqrt 2) / 2, accurate
   * relative to its value in the left tail.
   *
   * <p>Error at most 5.82 ulp, in the subnormal range too. normalCdf(±0) = 0.5, normalCdf(-Inf) =
   * 0, normalCdf(+Inf) = 1; 1 from about 5.42, subnormal below -12.95, 0 below -14.17.
   *
   * @param x any number
   * @return the probability that a standard normal variable is at most x
   */
  public static float normalCdf(float x) {
    return FloatMath.normalCdf(x);
  }

  /**
   * Distribution function of the standard normal distribution, erfc(-x / sqrt 2) / 2, accurate
   * relative to its value in the left tail.
   *
   * <p>Error at most 8.2 ulp, in the subnormal range too. normalCdf(±0) = 0.5, normalCdf(-Inf) = 0,
   * normalCdf(+Inf) = 1; 1 from about 8.29, subnormal below -37.52, 0 below -38.49.
   *
   * @param x any number
   * @return the probability that a standard normal variable is at most x
   */
  public static double normalCdf(double x) {
    return DoubleMath.normalCdf(x);
  }

  /**
   * Gaussian error linear unit, x times the distribution function of the standard normal
   * distribution.
   *
   * <p>Error at most 6.75 ulp. gelu(±0) = 0, gelu(-Inf) = 0 of either sign, gelu(+Inf) = Inf; 0
   * below about -14.
   *
   * @param x any number
   * @return x normalCdf(x)
   */
  public static float gelu(float x) {
    return FloatMath.gelu(x);
  }

  /**
   * Gaussian error linear unit, x times the distribution function of the standard normal
   * distribution.
   *
   * <p>Error at most 8.6 ulp. gelu(±0) = 0, gelu(-Inf) = 0 of either sign, gelu(+Inf) = Inf; 0
   * below about -38.6.
   *
   * @param x any number
   * @return x normalCdf(x)
   */
  public static double gelu(double x) {
    return DoubleMath.gelu(x);
  }

  /**
   * Derivative of {@link #gelu(float)}: the distribution function of the standard normal
   * distribution plus x times its density. The error is small relative to the larger of the two.
   *
   * @param x any number
   * @return the derivative, between -0.13 and 1.13
   */
  public static float geluDerivative(float x) {
    return FloatMath.geluDerivative(x);
  }

  /**
   * Derivative of {@link #gelu(double)}: the distribution function of the standard normal
   * distribution plus x times its density. The error is small relative to the larger of the two.
   *
   * @param x any number
   * @return the derivative, between -0.13 and 1.13
   */
  public static double geluDerivative(double x) {
    return DoubleMath.geluDerivative(x);
  }

  /** Returns the sine of radians: that of float64, rounded. NaN for NaN and ±Inf. */
  public static float sin(float x) {
    return (float) Trigonometry.sin(x);
  }

  /**
   * Returns the sine of radians, at most 2 ulp off; allocates nothing for |x| up to 2²⁰. NaN for
   * NaN and ±Inf.
   */
  public static double sin(double x) {
    return Trigonometry.sin(x);
  }

  /** Returns the cosine of radians: that of float64, rounded. NaN for NaN and ±Inf. */
  public static float cos(float x) {
    return (float) Trigonometry.cos(x);
  }

  /**
   * Returns the cosine of radians, at most 2 ulp off; allocates nothing for |x| up to 2²⁰. NaN for
   * NaN and ±Inf.
   */
  public static double cos(double x) {
    return Trigonometry.cos(x);
  }
}
