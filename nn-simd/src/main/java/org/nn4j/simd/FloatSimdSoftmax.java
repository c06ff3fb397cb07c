package org.nn4j.simd;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;
import org.nn4j.api.FloatMatrix;
import org.nn4j.api.math.NnMath;

/**
 * The softmax functions of {@link FloatRows} on vectors.
 *
 * <p>Rows of a few classes do not fill vectors. So each step processes as many rows as fit in a
 * first-level cache, and the powers, which cost most, are computed across row boundaries.
 */
final class FloatSimdSoftmax {
  private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
  private static final int L = S.length();

  /** Columns from which on a row is processed alone. */
  private static final int LONG = 64;

  private FloatSimdSoftmax() {}

  /** Computes a = softmax(z); z and a may be the same. */
  static void softmax(FloatMatrix z, FloatMatrix a) {
    if (a.columns() < LONG) {
      shortRows(z, a);
      return;
    }
    for (int i = 0; i < a.rows(); i++) {
      longRow(z.array(), FloatKernels.row(z, i), a.array(), FloatKernels.row(a, i), a.columns());
    }
  }

  private static void longRow(float[] z, int zFrom, float[] a, int aFrom, int n) {
    float max = FloatSimdRows.max(z, zFrom, n);
    FloatSimdFunctions.decay(z, zFrom, max, a, aFrom, n);
    divideBySum(a, aFrom, n);
  }

  private static void shortRows(FloatMatrix z, FloatMatrix a) {
    int n = a.columns();
    int rows = Math.max(1, FloatLanes.BLOCK / Math.max(1, n));
    for (int first = 0; first < a.rows(); first += rows) {
      int end = Math.min(first + rows, a.rows());
      for (int i = first; i < end; i++) {
        subtractMax(z.array(), FloatKernels.row(z, i), a.array(), FloatKernels.row(a, i), n);
      }
      decay(a, first, end);
      for (int i = first; i < end; i++) {
        divideBySum(a.array(), FloatKernels.row(a, i), n);
      }
    }
  }

  private static void subtractMax(float[] z, int zFrom, float[] a, int aFrom, int n) {
    subtract(z, zFrom, FloatSimdRows.max(z, zFrom, n), a, aFrom, n);
  }

  private static void subtract(float[] z, int zFrom, float shift, float[] a, int aFrom, int n) {
    int whole = n - n % L;
    for (int j = 0; j < whole; j += L) {
      FloatVector.fromArray(S, z, zFrom + j).sub(shift).intoArray(a, aFrom + j);
    }
    for (int j = whole; j < n; j++) {
      a[aFrom + j] = z[zFrom + j] - shift;
    }
  }

  private static void decay(FloatMatrix a, int first, int end) {
    int n = a.columns();
    if (a.stride() == n) {
      int from = FloatKernels.row(a, first);
      FloatSimdFunctions.decay(a.array(), from, 0.0f, a.array(), from, (end - first) * n);
      return;
    }
    for (int i = first; i < end; i++) {
      int from = FloatKernels.row(a, i);
      FloatSimdFunctions.decay(a.array(), from, 0.0f, a.array(), from, n);
    }
  }

  private static void divideBySum(float[] a, int from, int n) {
    float sum = FloatSimdRows.sum(a, from, n);
    int whole = n - n % L;
    for (int j = 0; j < whole; j += L) {
      FloatVector.fromArray(S, a, from + j).div(sum).intoArray(a, from + j);
    }
    for (int j = whole; j < n; j++) {
      a[from + j] /= sum;
    }
  }

  /** Turns g = ∂L/∂a into ∂L/∂z for a = softmax(z). */
  static void softmaxGradient(FloatMatrix a, FloatMatrix g) {
    for (int i = 0; i < a.rows(); i++) {
      gradient(a.array(), FloatKernels.row(a, i), g.array(), FloatKernels.row(g, i), a.columns());
    }
  }

  private static void gradient(float[] a, int aFrom, float[] g, int gFrom, int n) {
    float dot = FloatSimdRows.dot(g, gFrom, a, aFrom, n);
    int whole = n - n % L;
    for (int j = 0; j < whole; j += L) {
      FloatVector y = FloatVector.fromArray(S, g, gFrom + j).sub(dot);
      FloatVector.fromArray(S, a, aFrom + j).mul(y).intoArray(g, gFrom + j);
    }
    for (int j = whole; j < n; j++) {
      g[gFrom + j] = a[aFrom + j] * (g[gFrom + j] - dot);
    }
  }

  /** Computes a = log_softmax(z); z and a may be the same. */
  static void logSoftmax(FloatMatrix z, FloatMatrix a) {
    int n = a.columns();
    for (int i = 0; i < a.rows(); i++) {
      int from = FloatKernels.row(a, i);
      subtractMax(z.array(), FloatKernels.row(z, i), a.array(), from, n);
      float log = NnMath.log(FloatSimdRows.sumOfDecay(a.array(), from, n));
      subtract(a.array(), from, log, a.array(), from, n);
    }
  }

  /** Turns g = ∂L/∂a into ∂L/∂z for a = log_softmax(z). */
  static void logSoftmaxGradient(FloatMatrix a, FloatMatrix g) {
    for (int i = 0; i < a.rows(); i++) {
      int aFrom = FloatKernels.row(a, i);
      logGradient(a.array(), aFrom, g.array(), FloatKernels.row(g, i), a.columns());
    }
  }

  private static void logGradient(float[] a, int aFrom, float[] g, int gFrom, int n) {
    float sum = FloatSimdRows.sum(g, gFrom, n);
    float[] block = FloatLanes.ofThread().block;
    for (int j = 0; j < n; j += block.length) {
      int length = Math.min(block.length, n - j);
      FloatSimdFunctions.decay(a, aFrom + j, 0.0f, block, 0, length);
      for (int i = 0; i < length; i++) {
        g[gFrom + j + i] -= block[i] * sum;
      }
    }
  }
}
