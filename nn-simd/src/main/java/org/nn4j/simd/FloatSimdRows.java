package org.nn4j.simd;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * {@link FloatRows} on vectors.
 *
 * <p>Of a 16-way sum a vector holds the partial sums of its lanes; with fewer than 16 lanes, each
 * part of the sums takes a pass over the row. The elements after the last whole 16 are added to the
 * partial sums one by one.
 */
final class FloatSimdRows {
  private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
  private static final int L = S.length();
  private static final int WAYS = 16;

  private FloatSimdRows() {}

  /** Returns the sum of n elements, 16-way. */
  static float sum(float[] x, int from, int n) {
    float[] sums = FloatLanes.ofThread().sums;
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
    float[] sums = FloatLanes.ofThread().sums;
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

  /** Returns Σ e^xᵢ over n elements, 16-way, xᵢ ≤ 0, without storing the powers. */
  static float sumOfDecay(float[] x, int from, int n) {
    FloatLanes lanes = FloatLanes.ofThread();
    Arrays.fill(lanes.sums, 0.0f);
    for (int i = 0; i < n; i += FloatLanes.BLOCK) {
      int length = Math.min(FloatLanes.BLOCK, n - i);
      FloatSimdFunctions.decay(x, from + i, 0.0f, lanes.block, 0, length);
      addSixteenWay(lanes.block, 0, length, lanes.sums);
    }
    return pairwise(lanes.sums);
  }

  private static float pairwise(float[] s) {
    float s0 = (s[0] + s[8]) + (s[4] + s[12]);
    float s1 = (s[1] + s[9]) + (s[5] + s[13]);
    float s2 = (s[2] + s[10]) + (s[6] + s[14]);
    float s3 = (s[3] + s[11]) + (s[7] + s[15]);
    return (s0 + s2) + (s1 + s3);
  }

  /** Returns the greatest element; for a row with NaN, NaN or the greatest of the others. */
  static float max(float[] x, int from, int n) {
    float max = Float.NEGATIVE_INFINITY;
    int whole = n - n % L;
    if (whole > 0) {
      FloatVector m = FloatVector.fromArray(S, x, from);
      FloatVector m2 = m;
      int i = L;
      for (; i < whole - L; i += 2 * L) {
        FloatVector y = FloatVector.fromArray(S, x, from + i);
        FloatVector y2 = FloatVector.fromArray(S, x, from + i + L);
        m = m.blend(y, y.compare(VectorOperators.GT, m));
        m2 = m2.blend(y2, y2.compare(VectorOperators.GT, m2));
      }
      if (i < whole) {
        FloatVector y = FloatVector.fromArray(S, x, from + i);
        m = m.blend(y, y.compare(VectorOperators.GT, m));
      }
      max = m.max(m2).reduceLanes(VectorOperators.MAX);
    }
    for (int i = whole; i < n; i++) {
      max = Math.max(max, x[from + i]);
    }
    return max;
  }
}
