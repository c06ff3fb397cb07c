package org.nn4j.api.math;

/**
 * Sine and cosine of radians without memory: {@link StrictMath} makes an array at every call on
 * newer JDKs.
 *
 * <p>x = n·π/2 + r with |r| ≤ π/4 (Cody and Waite, "Software Manual for the Elementary Functions",
 * 1980): π/2 in three parts of 53 bits, n at most 2²⁰. x − n·P1 is a multiple of 2⁻⁵² below 1, so
 * exact, and each further part rounds once. On ±π/4 the polynomials are minimax, 2^−58 and 2^−57
 * relative.
 */
final class Trigonometry {
  private static final double TWO_OVER_PI = 0.6366197723675814;

  private static final double P1 = 1.5707963267948966;
  private static final double P2 = 6.123233995736766e-17;
  private static final double P3 = -1.4973849048591698e-33;

  /** Beyond, {@link StrictMath} does all. */
  private static final double MOST = 1 << 20;

  private Trigonometry() {}

  static double sin(double x) {
    if (!(Math.abs(x) <= MOST)) {
      return StrictMath.sin(x);
    }
    double n = Math.rint(x * TWO_OVER_PI);
    return turned((int) n, reduced(x, n));
  }

  static double cos(double x) {
    if (!(Math.abs(x) <= MOST)) {
      return StrictMath.cos(x);
    }
    double n = Math.rint(x * TWO_OVER_PI);
    return turned((int) n + 1, reduced(x, n));
  }

  /** Returns x − n·π/2. */
  private static double reduced(double x, double n) {
    return n == 0 ? x : Math.fma(-n, P3, Math.fma(-n, P2, Math.fma(-n, P1, x)));
  }

  /** Returns sin(r + quarters·π/2). */
  private static double turned(int quarters, double r) {
    double value = (quarters & 1) == 0 ? sine(r) : cosine(r);
    return (quarters & 2) == 0 ? value : -value;
  }

  /** Returns sin(r) for |r| ≤ π/4. */
  private static double sine(double r) {
    double v = r * r;
    double p = Math.fma(1.58969099521155010221e-10, v, -2.50507602534068634195e-8);
    p = Math.fma(p, v, 2.75573137070700676789e-6);
    p = Math.fma(p, v, -1.98412698298579493134e-4);
    p = Math.fma(p, v, 8.33333333332248946124e-3);
    p = Math.fma(p, v, -1.66666666666666324348e-1);
    return Math.copySign(Math.fma(r * v, p, r), r); // −0 stays
  }

  /** Returns cos(r) for |r| ≤ π/4: 1 − v/2 in two parts, and the rest. */
  private static double cosine(double r) {
    double v = r * r;
    double p = Math.fma(-1.13596475577881948265e-11, v, 2.08757232129817482790e-9);
    p = Math.fma(p, v, -2.75573143513906633035e-7);
    p = Math.fma(p, v, 2.48015872894767294178e-5);
    p = Math.fma(p, v, -1.38888888888741095749e-3);
    p = Math.fma(p, v, 4.16666666666666019037e-2);
    double high = Math.fma(-0.5, v, 1);
    double low = Math.fma(-0.5, v, 1 - high);
    return high + Math.fma(v * v, p, low);
  }
}
