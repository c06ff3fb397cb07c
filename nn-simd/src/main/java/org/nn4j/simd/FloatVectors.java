package org.nn4j.simd;

/** Element-wise arithmetic on ranges, which column reductions use row by row. */
final class FloatVectors {
  private FloatVectors() {}

  /** Computes c = a + b; c may be a or b. */
  static void add(float[] a, int aFrom, float[] b, int bFrom, float[] c, int cFrom, int n) {
    for (int i = 0; i < n; i++) {
      c[cFrom + i] = a[aFrom + i] + b[bFrom + i];
    }
  }

  /** Computes c = a ⊙ b; c may be a or b. */
  static void multiply(float[] a, int aFrom, float[] b, int bFrom, float[] c, int cFrom, int n) {
    for (int i = 0; i < n; i++) {
      c[cFrom + i] = a[aFrom + i] * b[bFrom + i];
    }
  }

  /** Computes c = fma(a, b, c). */
  static void multiplyAdd(float[] a, int aFrom, float[] b, int bFrom, float[] c, int cFrom, int n) {
    for (int i = 0; i < n; i++) {
      c[cFrom + i] = Math.fma(a[aFrom + i], b[bFrom + i], c[cFrom + i]);
    }
  }

  /** Computes c = fma(a, scale, shift) with a scale and shift for every element; c may be a. */
  static void scaleShift(
      float[] a,
      int aFrom,
      float[] scale,
      int scaleFrom,
      float[] shift,
      int shiftFrom,
      float[] c,
      int cFrom,
      int n) {
    for (int i = 0; i < n; i++) {
      c[cFrom + i] = Math.fma(a[aFrom + i], scale[scaleFrom + i], shift[shiftFrom + i]);
    }
  }

  /** Computes c = fma(a, scale, shift) with one scale and shift; c may be a. */
  static void scaleShift(
      float[] a, int aFrom, float scale, float shift, float[] c, int cFrom, int n) {
    for (int i = 0; i < n; i++) {
      c[cFrom + i] = Math.fma(a[aFrom + i], scale, shift);
    }
  }
}
