package org.nn4j.core.training.objective;

/**
 * Loops over ranges of an array. The build makes the float64 twin of this class, so everything here
 * survives the replacement of {@code float}.
 */
public final class FloatRanges {
  private FloatRanges() {}

  /** Returns whether a range holds neither NaN nor infinities. */
  static boolean finite(float[] x, int from, int to) {
    for (int i = from; i < to; i++) {
      if (!Float.isFinite(x[i])) {
        return false;
      }
    }
    return true;
  }

  /** Moves what lies outside of ±bound to it. */
  public static void clamp(float[] x, int from, int to, float bound) {
    for (int i = from; i < to; i++) {
      x[i] = Math.max(-bound, Math.min(bound, x[i]));
    }
  }

  /** Multiplies numbers by a factor. */
  public static void scale(float[] x, int from, int to, float factor) {
    for (int i = from; i < to; i++) {
      x[i] *= factor;
    }
  }

  /** Makes x share·x + (1 − share)·y, for {@code count} numbers of each. */
  public static void mix(float[] x, int xFrom, float[] y, int yFrom, int count, float share) {
    float rest = 1 - share;
    for (int i = 0; i < count; i++) {
      x[xFrom + i] = Math.fma(share, x[xFrom + i], rest * y[yFrom + i]);
    }
  }

  /** Moves x by a share of the way to y. */
  public static void approach(float[] x, float[] y, int from, int to, float share) {
    for (int i = from; i < to; i++) {
      x[i] += share * (y[i] - x[i]);
    }
  }

  /** Adds l1·sign(w) + l2·w to g, with sign(0) = 0; w[i] belongs to g[shift + i]. */
  static void penalize(float[] w, int from, int to, float l1, float l2, float[] g, int shift) {
    for (int i = from; i < to; i++) {
      g[shift + i] += Math.fma(l2, w[i], l1 * Math.signum(w[i]));
    }
  }

  /** Makes y share·x, for {@code count} numbers of each. */
  public static void scaled(float[] x, int xFrom, float share, float[] y, int yFrom, int count) {
    for (int i = 0; i < count; i++) {
      y[yFrom + i] = share * x[xFrom + i];
    }
  }

  /** Adds share·x, rounded, to y, for {@code count} numbers of each. */
  public static void addScaled(float[] x, int xFrom, float share, float[] y, int yFrom, int count) {
    for (int i = 0; i < count; i++) {
      float part = share * x[xFrom + i];
      y[yFrom + i] += part;
    }
  }

  /** Adds x to y, for {@code count} numbers of each. */
  public static void add(float[] x, int xFrom, float[] y, int yFrom, int count) {
    for (int i = 0; i < count; i++) {
      y[yFrom + i] += x[xFrom + i];
    }
  }

  /** Returns Σ|x| in float64. */
  static double magnitudes(float[] x, int from, int to) {
    double magnitudes = 0;
    for (int i = from; i < to; i++) {
      magnitudes += Math.abs(x[i]);
    }
    return magnitudes;
  }

  /** Returns Σx² as a chain of {@code fma} in float64. */
  static double squares(float[] x, int from, int to) {
    double sum = 0;
    for (int i = from; i < to; i++) {
      sum = square(x[i], sum);
    }
    return sum;
  }

  /**
   * Returns Σx² of eight blocks that follow one another, their chains side by side.
   *
   * @param length the length of each block
   * @param sums receives the sums at {@code at} and after
   */
  static void eightSquares(float[] x, int from, int length, double[] sums, int at) {
    double s0 = 0;
    double s1 = 0;
    double s2 = 0;
    double s3 = 0;
    double s4 = 0;
    double s5 = 0;
    double s6 = 0;
    double s7 = 0;
    for (int i = from; i < from + length; i++) {
      s0 = square(x[i], s0);
      s1 = square(x[i + length], s1);
      s2 = square(x[i + 2 * length], s2);
      s3 = square(x[i + 3 * length], s3);
      s4 = square(x[i + 4 * length], s4);
      s5 = square(x[i + 5 * length], s5);
      s6 = square(x[i + 6 * length], s6);
      s7 = square(x[i + 7 * length], s7);
    }
    sums[at] = s0;
    sums[at + 1] = s1;
    sums[at + 2] = s2;
    sums[at + 3] = s3;
    sums[at + 4] = s4;
    sums[at + 5] = s5;
    sums[at + 6] = s6;
    sums[at + 7] = s7;
  }

  private static double square(double x, double sum) {
    return Math.fma(x, x, sum);
  }
}
