package org.nn4j.core.layer;

/**
 * The cosine and sine of multiples of π, whose every bit is fixed: the same on each JDK, JIT tier
 * and CPU.
 *
 * <p>In half turns an argument is reduced without error, whatever its size: by 2·round(x/2), to
 * [−1, 1]. There cos(πx) = sin(π(½ − |x|)) and sin(πx) = sin(πy) with y the nearer of x, 1 − x and
 * −1 − x to 0, so that one odd polynomial on [−½, ½] does for both: minimax by Remez in v = y²,
 * 2^−27.5 relative in float and 2^−61.7 in double, its first coefficient in two parts. Only float
 * (double) arithmetic without branches, so that C2 makes vectors of a loop around it.
 *
 * <p>Error at most 2.2 ulp in float and 2.5 in double. From 2²² (2⁵¹) on, where a float (double)
 * says little of an angle, the result is in [−1, 1], no more. NaN and ±Inf give NaN.
 */
final class Trigonometry {

  /** Adding 1.5·2²³ rounds to an integer. */
  private static final float FLOAT_MAGIC = 0x1.8p23f;

  /** Adding 1.5·2⁵² rounds to an integer. */
  private static final double DOUBLE_MAGIC = 0x1.8p52;

  private Trigonometry() {}

  /** Returns cos(πx). */
  static float cosPi(float x) {
    return quarter(0.5f - Math.min(Math.abs(reduced(x)), 1f));
  }

  /** Returns cos(πx). */
  static double cosPi(double x) {
    return quarter(0.5 - Math.min(Math.abs(reduced(x)), 1));
  }

  /** Returns sin(πx). */
  static float sinPi(float x) {
    float r = Math.max(Math.min(reduced(x), 1f), -1f);
    return quarter(Math.max(Math.min(r, 1f - r), -1f - r));
  }

  /** Returns sin(πx). */
  static double sinPi(double x) {
    double r = Math.max(Math.min(reduced(x), 1), -1);
    return quarter(Math.max(Math.min(r, 1 - r), -1 - r));
  }

  /** Returns x − 2·round(x/2). */
  private static float reduced(float x) {
    return Math.fma(-2f, Math.fma(0.5f, x, FLOAT_MAGIC) - FLOAT_MAGIC, x);
  }

  /** Returns x − 2·round(x/2). */
  private static double reduced(double x) {
    return Math.fma(-2, Math.fma(0.5, x, DOUBLE_MAGIC) - DOUBLE_MAGIC, x);
  }

  /** Returns sin(πy) for y in [−½, ½]. */
  private static float quarter(float y) {
    float v = y * y;
    float p = Math.fma(0.07756039f, v, -0.5982421f);
    p = Math.fma(p, v, 2.5500698f);
    p = Math.fma(p, v, -5.16771f);
    p = Math.fma(p, v, -1.0411716e-7f);
    return Math.fma(y, 3.1415927f, y * p);
  }

  /** Returns sin(πy) for y in [−½, ½]. */
  private static double quarter(double y) {
    double v = y * y;
    double p = Math.fma(7.694727384455914e-7, v, -2.190318542954864e-5);
    p = Math.fma(p, v, 4.662996887791667e-4);
    p = Math.fma(p, v, -0.007370430478764629);
    p = Math.fma(p, v, 0.08214588656989304);
    p = Math.fma(p, v, -0.5992645293187383);
    p = Math.fma(p, v, 2.550164039877294);
    p = Math.fma(p, v, -5.167712780049969);
    p = Math.fma(p, v, 1.2165703653145581e-16);
    return Math.fma(y, Math.PI, y * p);
  }
}
