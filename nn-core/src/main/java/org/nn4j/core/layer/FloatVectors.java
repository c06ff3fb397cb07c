package org.nn4j.core.layer;

/**
 * Vectors from index 0 on. Sums are eight chains side by side, since each step of a chain waits for
 * the one before, and one for the elements left over. The build makes the float64 twin of this
 * class.
 */
final class FloatVectors {
  private FloatVectors() {}

  /** Adds factor·x to y. */
  static void addProduct(float factor, float[] x, float[] y, int count) {
    for (int i = 0; i < count; i++) {
      y[i] = Math.fma(factor, x[i], y[i]);
    }
  }

  /** Returns Σx. */
  static float sum(float[] x, int count) {
    float s0 = 0;
    float s1 = 0;
    float s2 = 0;
    float s3 = 0;
    float s4 = 0;
    float s5 = 0;
    float s6 = 0;
    float s7 = 0;
    int i = 0;
    for (; i + 8 <= count; i += 8) {
      s0 += x[i];
      s1 += x[i + 1];
      s2 += x[i + 2];
      s3 += x[i + 3];
      s4 += x[i + 4];
      s5 += x[i + 5];
      s6 += x[i + 6];
      s7 += x[i + 7];
    }
    float rest = 0;
    for (; i < count; i++) {
      rest += x[i];
    }
    return ((s0 + s4) + (s2 + s6)) + ((s1 + s5) + (s3 + s7)) + rest;
  }

  /** Returns Σ x·y. */
  static float dot(float[] x, float[] y, int count) {
    float s0 = 0;
    float s1 = 0;
    float s2 = 0;
    float s3 = 0;
    float s4 = 0;
    float s5 = 0;
    float s6 = 0;
    float s7 = 0;
    int i = 0;
    for (; i + 8 <= count; i += 8) {
      s0 = Math.fma(x[i], y[i], s0);
      s1 = Math.fma(x[i + 1], y[i + 1], s1);
      s2 = Math.fma(x[i + 2], y[i + 2], s2);
      s3 = Math.fma(x[i + 3], y[i + 3], s3);
      s4 = Math.fma(x[i + 4], y[i + 4], s4);
      s5 = Math.fma(x[i + 5], y[i + 5], s5);
      s6 = Math.fma(x[i + 6], y[i + 6], s6);
      s7 = Math.fma(x[i + 7], y[i + 7], s7);
    }
    float rest = 0;
    for (; i < count; i++) {
      rest = Math.fma(x[i], y[i], rest);
    }
    return ((s0 + s4) + (s2 + s6)) + ((s1 + s5) + (s3 + s7)) + rest;
  }
}
