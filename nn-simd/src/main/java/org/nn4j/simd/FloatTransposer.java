package org.nn4j.simd;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/**
 * Transposes on vectors, a square of as many rows as a vector has lanes at a time.
 *
 * <p>Not thread-safe: it has working memory.
 */
final class FloatTransposer {
  private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
  private static final int L = S.length();

  /** A square needs four rows. */
  private static final boolean SQUARES = L >= 4;

  /** Stages of a transposition: d exchanges what lies d lanes and d rows apart. */
  private static final VectorShuffle<Float> SHUFFLE_1 = exchange(1);

  private static final VectorShuffle<Float> SHUFFLE_2 = exchange(2);
  private static final VectorShuffle<Float> SHUFFLE_4 = exchange(4);
  private static final VectorShuffle<Float> SHUFFLE_8 = exchange(8);
  private static final VectorMask<Float> MASK_1 = oddBlocks(1);
  private static final VectorMask<Float> MASK_2 = oddBlocks(2);
  private static final VectorMask<Float> MASK_4 = oddBlocks(4);
  private static final VectorMask<Float> MASK_8 = oddBlocks(8);

  private final float[] between = new float[L * L];
  private final float[] edge = new float[L * L];

  /**
   * Writes the transpose of {@code rows} by {@code columns} elements, and whatever it likes behind
   * them: {@code to} must have room for both numbers rounded up to whole vectors.
   */
  void transposeRoomy(
      float[] a, int from, int stride, int rows, int columns, float[] to, int at, int next) {
    if (!SQUARES) {
      oneByOne(a, from, stride, rows, columns, to, at, next);
      return;
    }
    for (int i = 0; i < rows; i += L) {
      for (int j = 0; j < columns; j += L) {
        int square = from + i * stride + j;
        if ((L - 1L) * stride + L <= a.length - square) {
          square(a, square, stride, to, at + j * next + i, next);
        } else {
          copy(a, square, stride, Math.min(L, rows - i), Math.min(L, columns - j), edge, 0, L);
          square(edge, 0, L, to, at + j * next + i, next);
        }
      }
    }
  }

  /**
   * Writes the transpose of {@code rows} by {@code columns} elements and nothing else. It reads
   * whatever lies behind them: {@code a} must have both numbers rounded up to whole vectors.
   */
  void transposeExactly(
      float[] a, int from, int stride, int rows, int columns, float[] to, int at, int next) {
    if (!SQUARES) {
      oneByOne(a, from, stride, rows, columns, to, at, next);
      return;
    }
    for (int i = 0; i < rows; i += L) {
      for (int j = 0; j < columns; j += L) {
        int square = at + j * next + i;
        if (i + L <= rows && j + L <= columns) {
          square(a, from + i * stride + j, stride, to, square, next);
        } else {
          square(a, from + i * stride + j, stride, edge, 0, L);
          copy(edge, 0, L, Math.min(L, columns - j), Math.min(L, rows - i), to, square, next);
        }
      }
    }
  }

  private static void oneByOne(
      float[] a, int from, int stride, int rows, int columns, float[] to, int at, int next) {
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < columns; j++) {
        to[at + j * next + i] = a[from + i * stride + j];
      }
    }
  }

  private static void copy(
      float[] a, int from, int stride, int rows, int columns, float[] to, int at, int next) {
    for (int i = 0; i < rows; i++) {
      System.arraycopy(a, from + i * stride, to, at + i * next, columns);
    }
  }

  /** Transposes a square of L by L elements, two stages a pass. */
  private void square(float[] a, int from, int stride, float[] to, int at, int next) {
    stages1And2(a, from, stride, between);
    if (L == 16) {
      stages4And8(between, to, at, next);
    } else if (L == 8) {
      stage4(between, to, at, next);
    } else {
      copy(between, 0, L, L, L, to, at, next);
    }
  }

  private static void stages1And2(float[] b, int from, int stride, float[] m) {
    for (int r = 0; r < L; r += 4) {
      int at = from + r * stride;
      FloatVector x0 = FloatVector.fromArray(S, b, at);
      FloatVector x1 = FloatVector.fromArray(S, b, at + stride);
      FloatVector x2 = FloatVector.fromArray(S, b, at + 2 * stride);
      FloatVector x3 = FloatVector.fromArray(S, b, at + 3 * stride);
      FloatVector y0 = x0.blend(x1.rearrange(SHUFFLE_1), MASK_1);
      FloatVector y1 = x0.rearrange(SHUFFLE_1).blend(x1, MASK_1);
      FloatVector y2 = x2.blend(x3.rearrange(SHUFFLE_1), MASK_1);
      FloatVector y3 = x2.rearrange(SHUFFLE_1).blend(x3, MASK_1);
      y0.blend(y2.rearrange(SHUFFLE_2), MASK_2).intoArray(m, r * L);
      y1.blend(y3.rearrange(SHUFFLE_2), MASK_2).intoArray(m, (r + 1) * L);
      y0.rearrange(SHUFFLE_2).blend(y2, MASK_2).intoArray(m, (r + 2) * L);
      y1.rearrange(SHUFFLE_2).blend(y3, MASK_2).intoArray(m, (r + 3) * L);
    }
  }

  private static void stage4(float[] m, float[] to, int at, int next) {
    for (int r = 0; r < 4; r++) {
      FloatVector x = FloatVector.fromArray(S, m, r * L);
      FloatVector y = FloatVector.fromArray(S, m, (r + 4) * L);
      x.blend(y.rearrange(SHUFFLE_4), MASK_4).intoArray(to, at + r * next);
      x.rearrange(SHUFFLE_4).blend(y, MASK_4).intoArray(to, at + (r + 4) * next);
    }
  }

  private static void stages4And8(float[] m, float[] to, int at, int next) {
    for (int r = 0; r < 4; r++) {
      FloatVector x0 = FloatVector.fromArray(S, m, r * L);
      FloatVector x1 = FloatVector.fromArray(S, m, (r + 4) * L);
      FloatVector x2 = FloatVector.fromArray(S, m, (r + 8) * L);
      FloatVector x3 = FloatVector.fromArray(S, m, (r + 12) * L);
      FloatVector y0 = x0.blend(x1.rearrange(SHUFFLE_4), MASK_4);
      FloatVector y1 = x0.rearrange(SHUFFLE_4).blend(x1, MASK_4);
      FloatVector y2 = x2.blend(x3.rearrange(SHUFFLE_4), MASK_4);
      FloatVector y3 = x2.rearrange(SHUFFLE_4).blend(x3, MASK_4);
      y0.blend(y2.rearrange(SHUFFLE_8), MASK_8).intoArray(to, at + r * next);
      y1.blend(y3.rearrange(SHUFFLE_8), MASK_8).intoArray(to, at + (r + 4) * next);
      y0.rearrange(SHUFFLE_8).blend(y2, MASK_8).intoArray(to, at + (r + 8) * next);
      y1.rearrange(SHUFFLE_8).blend(y3, MASK_8).intoArray(to, at + (r + 12) * next);
    }
  }

  /** Returns the shuffle that exchanges neighbouring blocks of d lanes. */
  private static VectorShuffle<Float> exchange(int d) {
    return VectorShuffle.fromOp(S, lane -> d < L ? lane ^ d : lane);
  }

  private static VectorMask<Float> oddBlocks(int d) {
    boolean[] odd = new boolean[L];
    for (int lane = 0; lane < L; lane++) {
      odd[lane] = (lane & d) != 0;
    }
    return VectorMask.fromArray(S, odd, 0);
  }
}
