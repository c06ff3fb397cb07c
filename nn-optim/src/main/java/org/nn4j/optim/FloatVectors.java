package org.nn4j.optim;

/**
 * Vector operations over whole arrays of equal length. The build makes the float64 twin of this
 * class.
 */
@SuppressWarnings("cast") // casts that are needed here are redundant in the float64 twin
final class FloatVectors {
  private FloatVectors() {}

  /** Returns Σab in float64: four chains of {@code fma} over every fourth element, then summed. */
  static double dot(float[] a, float[] b, int size) {
    double s0 = 0;
    double s1 = 0;
    double s2 = 0;
    double s3 = 0;
    int i = 0;
    for (; i + 3 < size; i += 4) {
      s0 = Math.fma((double) a[i], (double) b[i], s0);
      s1 = Math.fma((double) a[i + 1], (double) b[i + 1], s1);
      s2 = Math.fma((double) a[i + 2], (double) b[i + 2], s2);
      s3 = Math.fma((double) a[i + 3], (double) b[i + 3], s3);
    }
    for (; i < size; i++) {
      s0 = Math.fma((double) a[i], (double) b[i], s0);
    }
    return (s0 + s1) + (s2 + s3);
  }

  /** Returns Σ|a| in float64, in the order of {@link #dot}. */
  static double magnitudes(float[] a, int size) {
    double s0 = 0;
    double s1 = 0;
    double s2 = 0;
    double s3 = 0;
    int i = 0;
    for (; i + 3 < size; i += 4) {
      s0 += Math.abs((double) a[i]);
      s1 += Math.abs((double) a[i + 1]);
      s2 += Math.abs((double) a[i + 2]);
      s3 += Math.abs((double) a[i + 3]);
    }
    for (; i < size; i++) {
      s0 += Math.abs((double) a[i]);
    }
    return (s0 + s1) + (s2 + s3);
  }

  /** Returns max|a|, NaN if there is one among a. */
  static double largest(float[] a, int size) {
    float largest = 0;
    for (int i = 0; i < size; i++) {
      largest = Math.max(largest, Math.abs(a[i]));
    }
    return largest;
  }

  /** Makes y factor·x. */
  static void scaled(float[] x, double factor, float[] y, int size) {
    float f = (float) factor;
    for (int i = 0; i < size; i++) {
      y[i] = f * x[i];
    }
  }

  /** Makes z x + factor·y; z may be x or y. */
  static void sum(float[] x, double factor, float[] y, float[] z, int size) {
    float f = (float) factor;
    for (int i = 0; i < size; i++) {
      z[i] = x[i] + f * y[i];
    }
  }
}
