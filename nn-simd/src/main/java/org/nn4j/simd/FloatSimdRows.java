package org.nn4j.simd;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;
import org.nn4j.api.math.NnMath;

/**
 * {@link FloatRows} on vectors.
 *
 * <p>Of a 16-way sum a vector holds the partial sums of its lanes; where a vector has fewer than
 * 16, the row is passed over once for each part of them. What is left behind the last 16 elements
 * is added to the partial sums one by one.
 */
final class FloatSimdRows {
  private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
  private static final int L = S.length();
  private static final int WAYS = 16;

  private FloatSimdRows() {}

  /** Returns the sum of n elements, 16-way. */
  static float sum(float[] x, int from, int n) {
    float[] sums = FloatWork.ofThread().sums;
    Arrays.fill(sums, 0.0f);
    addSixteenWay(x, from, n, sums);
    return pairwise(sums);
  }

  private static void addSixteenWay(float[] x, int from, int n, float[] sums) {
    int whole = n - n % WAYS;
    for (int lane = 0; lane < WAYS; lane += L) {
      FloatVector s = FloatVector.fromArray(S, sums, lane);
      for (int i = lane; i < whole; i += WAYS) {
        s = s.add(FloatVector.fromArray(S, x, from + i));
      }
      s.intoArray(sums, lane);
    }
    for (int i = whole; i < n; i++) {
      sums[i - whole] += x[from + i];
    }
  }

  /** Returns Σ xᵢ·yᵢ over n elements, 16-way. */
  static float dot(float[] x, int xFrom, float[] y, int yFrom, int n) {
    float[] sums = FloatWork.ofThread().sums;
    int whole = n - n % WAYS;
    for (int lane = 0; lane < WAYS; lane += L) {
      FloatVector s = FloatVector.zero(S);
      for (int i = lane; i < whole; i += WAYS) {
        FloatVector u = FloatVector.fromArray(S, x, xFrom + i);
        s = u.fma(FloatVector.fromArray(S, y, yFrom + i), s);
      }
      s.intoArray(sums, lane);
    }
    for (int i = whole; i < n; i++) {
      sums[i - whole] = Math.fma(x[xFrom + i], y[yFrom + i], sums[i - whole]);
    }
    return pairwise(sums);
  }

  /** Returns Σ e^xᵢ over n elements, 16-way, without storing the terms. */
  private static float sumOfExp(float[] x, int from, int n) {
    FloatWork work = FloatWork.ofThread();
    Arrays.fill(work.sums, 0.0f);
    for (int i = 0; i < n; i += FloatWork.BLOCK) {
      int length = Math.min(FloatWork.BLOCK, n - i);
      exp(work, x, from + i, 0.0f, length);
      addSixteenWay(work.block, 0, length, work.sums);
    }
    return pairwise(work.sums);
  }

  /** Computes e^(x−shift) of at most a block into the block. */
  private static void exp(FloatWork work, float[] x, int from, float shift, int n) {
    subtract(x, from, shift, work.block, 0, n);
    work.run(FloatSimdCores.EXP, (n + L - 1) / L * L);
  }

  private static float pairwise(float[] s) {
    float s0 = (s[0] + s[8]) + (s[4] + s[12]);
    float s1 = (s[1] + s[9]) + (s[5] + s[13]);
    float s2 = (s[2] + s[10]) + (s[6] + s[14]);
    float s3 = (s[3] + s[11]) + (s[7] + s[15]);
    return (s0 + s2) + (s1 + s3);
  }

  /** Computes a = softmax(z) for n ≥ 1 elements; z and a may be the same. */
  static void softmax(float[] z, int zFrom, float[] a, int aFrom, int n) {
    expShifted(z, zFrom, max(z, zFrom, n), a, aFrom, n);
    float sum = sum(a, aFrom, n);
    int whole = n - n % L;
    for (int j = 0; j < whole; j += L) {
      FloatVector.fromArray(S, a, aFrom + j).div(sum).intoArray(a, aFrom + j);
    }
    for (int j = whole; j < n; j++) {
      a[aFrom + j] /= sum;
    }
  }

  /** Computes a = e^(z−shift). */
  private static void expShifted(float[] z, int zFrom, float shift, float[] a, int aFrom, int n) {
    FloatWork work = FloatWork.ofThread();
    for (int j = 0; j < n; j += FloatWork.BLOCK) {
      int length = Math.min(FloatWork.BLOCK, n - j);
      exp(work, z, zFrom + j, shift, length);
      System.arraycopy(work.block, 0, a, aFrom + j, length);
    }
  }

  /** Turns g = ∂L/∂a into ∂L/∂z for a = softmax(z). */
  static void softmaxGradient(float[] a, int aFrom, float[] g, int gFrom, int n) {
    float dot = dot(g, gFrom, a, aFrom, n);
    int whole = n - n % L;
    for (int j = 0; j < whole; j += L) {
      FloatVector y = FloatVector.fromArray(S, g, gFrom + j).sub(dot);
      FloatVector.fromArray(S, a, aFrom + j).mul(y).intoArray(g, gFrom + j);
    }
    for (int j = whole; j < n; j++) {
      g[gFrom + j] = a[aFrom + j] * (g[gFrom + j] - dot);
    }
  }

  /** Computes a = log_softmax(z) for n ≥ 1 elements; z and a may be the same. */
  static void logSoftmax(float[] z, int zFrom, float[] a, int aFrom, int n) {
    subtract(z, zFrom, max(z, zFrom, n), a, aFrom, n);
    subtract(a, aFrom, NnMath.log(sumOfExp(a, aFrom, n)), a, aFrom, n);
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

  /** Turns g = ∂L/∂a into ∂L/∂z for a = log_softmax(z). */
  static void logSoftmaxGradient(float[] a, int aFrom, float[] g, int gFrom, int n) {
    float sum = sum(g, gFrom, n);
    FloatWork work = FloatWork.ofThread();
    for (int j = 0; j < n; j += FloatWork.BLOCK) {
      int length = Math.min(FloatWork.BLOCK, n - j);
      exp(work, a, aFrom + j, 0.0f, length);
      for (int i = 0; i < length; i++) {
        g[gFrom + j + i] -= work.block[i] * sum;
      }
    }
  }

  /** Returns the greatest element, NaN if there is one. */
  private static float max(float[] x, int from, int n) {
    float max = Float.NEGATIVE_INFINITY;
    int i = 0;
    if (n >= L) {
      FloatVector m = FloatVector.fromArray(S, x, from);
      for (i = L; i <= n - L; i += L) {
        m = m.max(FloatVector.fromArray(S, x, from + i));
      }
      float[] lanes = FloatWork.ofThread().block;
      m.intoArray(lanes, 0);
      for (int lane = 0; lane < L; lane++) {
        max = Math.max(max, lanes[lane]);
      }
    }
    for (; i < n; i++) {
      max = Math.max(max, x[from + i]);
    }
    return max;
  }
}
