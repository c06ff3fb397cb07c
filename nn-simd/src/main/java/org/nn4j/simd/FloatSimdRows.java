package org.nn4j.simd;

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
    float[] sums = FloatRest.ofThread().sums;
    int whole = n - n % WAYS;
    for (int lane = 0; lane < WAYS; lane += L) {
      FloatVector s = FloatVector.zero(S);
      for (int i = lane; i < whole; i += WAYS) {
        s = s.add(FloatVector.fromArray(S, x, from + i));
      }
      s.intoArray(sums, lane);
    }
    for (int i = whole; i < n; i++) {
      sums[i - whole] += x[from + i];
    }
    return pairwise(sums);
  }

  /** Returns Σ xᵢ·yᵢ over n elements, 16-way. */
  static float dot(float[] x, int xFrom, float[] y, int yFrom, int n) {
    float[] sums = FloatRest.ofThread().sums;
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
    FloatRest rest = FloatRest.ofThread();
    int whole = n - n % WAYS;
    for (int lane = 0; lane < WAYS; lane += L) {
      FloatVector s = FloatVector.zero(S);
      for (int i = lane; i < whole; i += WAYS) {
        s = s.add(VectorFloatMath.exp(FloatVector.fromArray(S, x, from + i)));
      }
      s.intoArray(rest.sums, lane);
    }
    for (int i = whole; i < n; i += L) {
      int length = Math.min(L, n - i);
      expShifted(x, from + i, 0.0f, rest.x, 0, length);
      for (int k = 0; k < length; k++) {
        rest.sums[i - whole + k] += rest.x[k];
      }
    }
    return pairwise(rest.sums);
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
    int whole = n - n % L;
    for (int j = 0; j < whole; j += L) {
      FloatVector x = FloatVector.fromArray(S, z, zFrom + j);
      VectorFloatMath.exp(x.sub(shift)).intoArray(a, aFrom + j);
    }
    if (whole < n) {
      float[] rest = FloatRest.ofThread().y;
      System.arraycopy(z, zFrom + whole, rest, 0, n - whole);
      VectorFloatMath.exp(FloatVector.fromArray(S, rest, 0).sub(shift)).intoArray(rest, 0);
      System.arraycopy(rest, 0, a, aFrom + whole, n - whole);
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
    int whole = n - n % L;
    for (int j = 0; j < whole; j += L) {
      FloatVector e = VectorFloatMath.exp(FloatVector.fromArray(S, a, aFrom + j));
      FloatVector.fromArray(S, g, gFrom + j).sub(e.mul(sum)).intoArray(g, gFrom + j);
    }
    if (whole < n) {
      float[] rest = FloatRest.ofThread().x;
      expShifted(a, aFrom + whole, 0.0f, rest, 0, n - whole);
      for (int j = whole; j < n; j++) {
        g[gFrom + j] -= rest[j - whole] * sum;
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
      float[] lanes = FloatRest.ofThread().x;
      m.intoArray(lanes, 0);
      for (float lane : lanes) {
        max = Math.max(max, lane);
      }
    }
    for (; i < n; i++) {
      max = Math.max(max, x[from + i]);
    }
    return max;
  }
}
