package org.nn4j.simd;

import org.nn4j.api.math.NnMath;

/**
 * Sums, dot products and softmax of one row.
 *
 * <p>The 16-way order is computed as four quarters: the lanes c, c+4, c+8 and c+12 are combined in
 * the first two levels of the pairwise sum, so a quarter needs four accumulators, whose additions
 * overlap.
 */
final class FloatRows {
  private FloatRows() {}

  /** Returns the sum of n elements, 16-way. */
  static float sum(float[] x, int from, int n) {
    return (sum(x, from, n, 0) + sum(x, from, n, 2)) + (sum(x, from, n, 1) + sum(x, from, n, 3));
  }

  private static float sum(float[] x, int from, int n, int quarter) {
    float s0 = 0.0f;
    float s4 = 0.0f;
    float s8 = 0.0f;
    float s12 = 0.0f;
    int i = quarter;
    for (; i < n - 12; i += 16) {
      s0 += x[from + i];
      s4 += x[from + i + 4];
      s8 += x[from + i + 8];
      s12 += x[from + i + 12];
    }
    if (i < n) {
      s0 += x[from + i];
    }
    if (i + 4 < n) {
      s4 += x[from + i + 4];
    }
    if (i + 8 < n) {
      s8 += x[from + i + 8];
    }
    return (s0 + s8) + (s4 + s12);
  }

  /** Returns Σ xᵢ·yᵢ over n elements, 16-way. */
  static float dot(float[] x, int xFrom, float[] y, int yFrom, int n) {
    return (dot(x, xFrom, y, yFrom, n, 0) + dot(x, xFrom, y, yFrom, n, 2))
        + (dot(x, xFrom, y, yFrom, n, 1) + dot(x, xFrom, y, yFrom, n, 3));
  }

  private static float dot(float[] x, int xFrom, float[] y, int yFrom, int n, int quarter) {
    float s0 = 0.0f;
    float s4 = 0.0f;
    float s8 = 0.0f;
    float s12 = 0.0f;
    int i = quarter;
    for (; i < n - 12; i += 16) {
      s0 = Math.fma(x[xFrom + i], y[yFrom + i], s0);
      s4 = Math.fma(x[xFrom + i + 4], y[yFrom + i + 4], s4);
      s8 = Math.fma(x[xFrom + i + 8], y[yFrom + i + 8], s8);
      s12 = Math.fma(x[xFrom + i + 12], y[yFrom + i + 12], s12);
    }
    if (i < n) {
      s0 = Math.fma(x[xFrom + i], y[yFrom + i], s0);
    }
    if (i + 4 < n) {
      s4 = Math.fma(x[xFrom + i + 4], y[yFrom + i + 4], s4);
    }
    if (i + 8 < n) {
      s8 = Math.fma(x[xFrom + i + 8], y[yFrom + i + 8], s8);
    }
    return (s0 + s8) + (s4 + s12);
  }

  /** Returns Σ e^xᵢ over n elements, 16-way, xᵢ ≤ 0, without storing the terms. */
  private static float sumOfDecay(float[] x, int from, int n) {
    return (sumOfDecay(x, from, n, 0) + sumOfDecay(x, from, n, 2))
        + (sumOfDecay(x, from, n, 1) + sumOfDecay(x, from, n, 3));
  }

  private static float sumOfDecay(float[] x, int from, int n, int quarter) {
    float s0 = 0.0f;
    float s4 = 0.0f;
    float s8 = 0.0f;
    float s12 = 0.0f;
    for (int i = quarter; i < n; i += 16) {
      s0 += NnMath.decay(x[from + i]);
      s4 = i + 4 < n ? s4 + NnMath.decay(x[from + i + 4]) : s4;
      s8 = i + 8 < n ? s8 + NnMath.decay(x[from + i + 8]) : s8;
      s12 = i + 12 < n ? s12 + NnMath.decay(x[from + i + 12]) : s12;
    }
    return (s0 + s8) + (s4 + s12);
  }

  /** Computes a = softmax(z) for n ≥ 1 elements; z and a may be the same. */
  static void softmax(float[] z, int zFrom, float[] a, int aFrom, int n) {
    float max = max(z, zFrom, n);
    for (int j = 0; j < n; j++) {
      a[aFrom + j] = NnMath.decay(z[zFrom + j] - max);
    }
    float sum = sum(a, aFrom, n);
    for (int j = 0; j < n; j++) {
      a[aFrom + j] /= sum;
    }
  }

  /** Turns g = ∂L/∂a into ∂L/∂z for a = softmax(z). */
  static void softmaxGradient(float[] a, int aFrom, float[] g, int gFrom, int n) {
    float dot = dot(g, gFrom, a, aFrom, n);
    for (int j = 0; j < n; j++) {
      g[gFrom + j] = a[aFrom + j] * (g[gFrom + j] - dot);
    }
  }

  /** Computes a = log_softmax(z) for n ≥ 1 elements; z and a may be the same. */
  static void logSoftmax(float[] z, int zFrom, float[] a, int aFrom, int n) {
    float max = max(z, zFrom, n);
    for (int j = 0; j < n; j++) {
      a[aFrom + j] = z[zFrom + j] - max;
    }
    float log = NnMath.log(sumOfDecay(a, aFrom, n));
    for (int j = 0; j < n; j++) {
      a[aFrom + j] -= log;
    }
  }

  /** Turns g = ∂L/∂a into ∂L/∂z for a = log_softmax(z). */
  static void logSoftmaxGradient(float[] a, int aFrom, float[] g, int gFrom, int n) {
    float sum = sum(g, gFrom, n);
    for (int j = 0; j < n; j++) {
      g[gFrom + j] -= NnMath.decay(a[aFrom + j]) * sum;
    }
  }

  /** Returns the greatest element, or NaN if there is one. */
  private static float max(float[] x, int from, int n) {
    float max = Float.NEGATIVE_INFINITY;
    for (int j = 0; j < n; j++) {
      max = Math.max(max, x[from + j]);
    }
    return max;
  }
}
