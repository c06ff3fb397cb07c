package org.nn4j.simd;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/**
 * Transposes with vectors, one square of as many rows as a vector has lanes at a time.
 *
 * <p>Not thread-safe because of its working memory.
 */
final class FloatTransposer {
  private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
  private static final int L = S.length();

  /** A square needs four rows. */
  private static final boolean SQUARES = L >= 4;

  /** Stages of a transposition: stage d exchanges elements that lie d lanes and d rows apart. */
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
   * Writes the transpose of {@code rows} by {@code columns} elements, followed by arbitrary ones:
   * {@code to} must have room for both numbers rounded up to whole vectors.
   */
  void transposeRoomy(
      float[] a, int from, int stride, int rows, int columns, float[] to, int at, int next) {
    if (!SQUARES) {
      oneByOne(a, from, stride, rows, columns, to, at, next);
      return;
    }
    for (int i = 0; i < rows; i += L) {
      for (int j = 0; j < columns; j += L) {
        int last = Math.min(L, rows - i) - 1;
        int square = from + i * stride + j;
        if (square + last * stride + L <= a.length) {
          square(a, square, stride, last, to, at + j * next + i, next);
        } else {
          copy(a, square, stride, last + 1, Math.min(L, columns - j), edge, 0, L);
          square(edge, 0, L, last, to, at + j * next + i, next);
        }
      }
    }
  }

  /**
   * Writes the transpose of {@code rows} by {@code columns} elements and nothing else. It also
   * reads what follows them: {@code a} must have both numbers rounded up to whole vectors.
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
          square(a, from + i * stride + j, stride, L - 1, to, square, next);
        } else {
          square(a, from + i * stride + j, stride, L - 1, edge, 0, L);
          int end = rows <= L && rows == next ? at + columns * next : 0;
          store(to, square, next, Math.min(L, columns - j), Math.min(L, rows - i), end);
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

  /**
   * Copies a part of the edge's square.
   *
   * @param end the index up to which a row may extend into elements that are written later
   */
  private void store(float[] to, int at, int next, int rows, int columns, int end) {
    for (int r = 0; r < rows; r++) {
      int row = at + r * next;
      if (row + L <= end) {
        FloatVector.fromArray(S, edge, r * L).intoArray(to, row);
      } else {
        System.arraycopy(edge, r * L, to, row, columns);
      }
    }
  }

  /**
   * Transposes a square of L by L elements, two stages per pass.
   *
   * @param last the last row, which stands for those beyond it
   */
  private void square(float[] a, int from, int stride, int last, float[] to, int at, int next) {
    stages1And2(a, from, stride, last, between);
    if (L == 16) {
      stages4And8(between, to, at, next);
    } else if (L == 8) {
      stage4(between, to, at, next);
    } else {
      copy(between, 0, L, L, L, to, at, next);
    }
  }

  /**
   * Exchanges elements one, then two, lanes and rows apart. An exchange between x and y is a blend
   * of the elements that leave them, one rearrangement, and two blends. No store precedes the last
   * rearrangement, because JDK 17 would check the shuffle again.
   */
  private static void stages1And2(float[] a, int from, int stride, int last, float[] m) {
    for (int r = 0; r < L; r += 4) {
      FloatVector x0 = FloatVector.fromArray(S, a, from + Math.min(r, last) * stride);
      FloatVector x1 = FloatVector.fromArray(S, a, from + Math.min(r + 1, last) * stride);
      FloatVector x2 = FloatVector.fromArray(S, a, from + Math.min(r + 2, last) * stride);
      FloatVector x3 = FloatVector.fromArray(S, a, from + Math.min(r + 3, last) * stride);
      FloatVector u = x1.blend(x0, MASK_1).rearrange(SHUFFLE_1);
      FloatVector v = x3.blend(x2, MASK_1).rearrange(SHUFFLE_1);
      FloatVector y0 = x0.blend(u, MASK_1);
      FloatVector y1 = u.blend(x1, MASK_1);
      FloatVector y2 = x2.blend(v, MASK_1);
      FloatVector y3 = v.blend(x3, MASK_1);
      FloatVector p = y2.blend(y0, MASK_2).rearrange(SHUFFLE_2);
      FloatVector q = y3.blend(y1, MASK_2).rearrange(SHUFFLE_2);
      y0.blend(p, MASK_2).intoArray(m, r * L);
      y1.blend(q, MASK_2).intoArray(m, (r + 1) * L);
      p.blend(y2, MASK_2).intoArray(m, (r + 2) * L);
      q.blend(y3, MASK_2).intoArray(m, (r + 3) * L);
    }
  }

  private static void stage4(float[] m, float[] to, int at, int next) {
    for (int r = 0; r < 4; r++) {
      FloatVector x = FloatVector.fromArray(S, m, r * L);
      FloatVector y = FloatVector.fromArray(S, m, (r + 4) * L);
      FloatVector u = y.blend(x, MASK_4).rearrange(SHUFFLE_4);
      x.blend(u, MASK_4).intoArray(to, at + r * next);
      u.blend(y, MASK_4).intoArray(to, at + (r + 4) * next);
    }
  }

  private static void stages4And8(float[] m, float[] to, int at, int next) {
    for (int r = 0; r < 4; r++) {
      FloatVector x0 = FloatVector.fromArray(S, m, r * L);
      FloatVector x1 = FloatVector.fromArray(S, m, (r + 4) * L);
      FloatVector x2 = FloatVector.fromArray(S, m, (r + 8) * L);
      FloatVector x3 = FloatVector.fromArray(S, m, (r + 12) * L);
      FloatVector u = x1.blend(x0, MASK_4).rearrange(SHUFFLE_4);
      FloatVector v = x3.blend(x2, MASK_4).rearrange(SHUFFLE_4);
      FloatVector y0 = x0.blend(u, MASK_4);
      FloatVector y1 = u.blend(x1, MASK_4);
      FloatVector y2 = x2.blend(v, MASK_4);
      FloatVector y3 = v.blend(x3, MASK_4);
      FloatVector p = y2.blend(y0, MASK_8).rearrange(SHUFFLE_8);
      FloatVector q = y3.blend(y1, MASK_8).rearrange(SHUFFLE_8);
      y0.blend(p, MASK_8).intoArray(to, at + r * next);
      y1.blend(q, MASK_8).intoArray(to, at + (r + 4) * next);
      p.blend(y2, MASK_8).intoArray(to, at + (r + 8) * next);
      q.blend(y3, MASK_8).intoArray(to, at + (r + 12) * next);
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
