package org.nn4j.api.math;

/**
 * References in double for the float overloads.
 *
 * <p>Where a function is trivial to double precision it is not computed, since most of the 2^32
 * arguments lie there. {@code erf} and {@code normalCdf} have no counterpart in {@link StrictMath};
 * the double overloads serve, themselves held to {@link BigReference}.
 */
final class FloatReference {

  /** Below this |x|, x^2 is less than 2^-60 times x. */
  private static final double TINY = 0x1p-60;

  private FloatReference() {}

  static double exp(double x) {
    if (Math.abs(x) > 120) {
      return x > 0 ? Double.POSITIVE_INFINITY : 0;
    }
    return Math.abs(x) < TINY ? 1 : StrictMath.exp(x);
  }

  static double expm1(double x) {
    if (Math.abs(x) > 120) {
      return x > 0 ? Double.POSITIVE_INFINITY : -1;
    }
    return Math.abs(x) < TINY ? x : StrictMath.expm1(x);
  }

  static double log1p(double x) {
    return Math.abs(x) < TINY ? x : StrictMath.log1p(x);
  }

  static double tanh(double x) {
    if (Math.abs(x) > 30) {
      return Math.signum(x);
    }
    return Math.abs(x) < 0x1p-30 ? x : StrictMath.tanh(x);
  }

  static double sigmoid(double x) {
    return 1 / (1 + exp(-x));
  }

  static double softplus(double x) {
    return Math.max(x, 0) + log1p(exp(-Math.abs(x)));
  }

  static double erf(double x) {
    return NnMath.erf(x);
  }

  static double normalCdf(double x) {
    return NnMath.normalCdf(x);
  }

  static double gelu(double x) {
    return x < -40 ? 0 : x * normalCdf(x);
  }
}
