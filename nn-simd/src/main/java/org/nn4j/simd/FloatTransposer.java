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
  private static final VectorMask<Float> ODD_1 = oddBlocks(1);
  private static final VectorMask<Float> ODD_2 = oddBlocks(2);
  private static final VectorMask<Float> ODD_4 = oddBlocks(4);
  private static final VectorMask<Float> ODD_8 = oddBlocks(8);

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
          load(a, square, stride, last + 1, Math.min(L, columns - j));
          square(edge, 0, L, last, to, at + j * next + i, next);
        }
      }
    }
  }

  /**
   * Writes the transpose of {@code rows} by {@code columns} elements and nothing else. It also
   * reads what follows them: {@code a} must have both numbers rounded up to whole vectors.
   *
   * @param end the index up to which a row may extend into elements that are written later
   */
  void transposeExactly(
      float[] a,
      int from,
      int stride,
      int rows,
      int columns,
      float[] to,
      int at,
      int next,
      int end) {
    if (!SQUARES) {
      oneByOne(a, from, stride, rows, columns, to, at, next);
      return;
    }
    for (int i = (rows - 1) / L * L; i >= 0; i -= L) {
      for (int j = 0; j < columns; j += L) {
        int square = at + j * next + i;
        boolean whole = i + L <= rows && j + L <= columns;
        if (whole || square + (L - 1) * next + L <= end) {
          square(a, from + i * stride + j, stride, L - 1, to, square, next);
        } else if (end > 0 && rows <= L) {
          square(a, from + i * stride + j, stride, L - 1, edge, 0, next);
          System.arraycopy(edge, 0, to, square, Math.min(L, columns - j) * next);
        } else {
          square(a, from + i * stride + j, stride, L - 1, edge, 0, L);
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

  /** Fills a part of the edge's square, whose rest is arbitrary. */
  private void load(float[] a, int from, int stride, int rows, int columns) {
    for (int r = 0; r < rows; r++) {
      int row = from + r * stride;
      if (row + L <= a.length) {
        FloatVector.fromArray(S, a, row).intoArray(edge, r * L);
      } else {
        System.arraycopy(a, row, edge, r * L, columns);
      }
    }
  }

  /** Copies a part of the edge's square. */
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
   * Transposes a square of L by L elements, at most two stages per pass, and writes one row after
   * the other.
   *
   * @param last the last row, which stands for those beyond it
   */
  private void square(float[] a, int from, int stride, int last, float[] to, int at, int next) {
    if (L == 16) {
      stages4And8(a, from, stride, last, between);
    } else if (L == 8) {
      stage4(a, from, stride, last, between);
    } else {
      rows(a, from, stride, last, between);
    }
    stages1And2(between, to, at, next);
  }

  /**
   * Exchanges elements four, then eight, lanes and rows apart. An exchange between x and y is two
   * rearrangements and two blends: JDK 17 takes two instructions for a blend and one for a
   * rearrangement. No store precedes the last of these, because it would check the shuffle again.
   */
  private static void stages4And8(float[] a, int from, int stride, int last, float[] m) {
    for (int r = 0; r < 4; r++) {
      FloatVector x0 = FloatVector.fromArray(S, a, from + Math.min(r, last) * stride);
      FloatVector x1 = FloatVector.fromArray(S, a, from + Math.min(r + 4, last) * stride);
      FloatVector x2 = FloatVector.fromArray(S, a, from + Math.min(r + 8, last) * stride);
      FloatVector x3 = FloatVector.fromArray(S, a, from + Math.min(r + 12, last) * stride);
      FloatVector y0 = x0.blend(x1.rearrange(SHUFFLE_4), ODD_4);
      FloatVector y1 = x0.rearrange(SHUFFLE_4).blend(x1, ODD_4);
      FloatVector y2 = x2.blend(x3.rearrange(SHUFFLE_4), ODD_4);
      FloatVector y3 = x2.rearrange(SHUFFLE_4).blend(x3, ODD_4);
      FloatVector z0 = y0.blend(y2.rearrange(SHUFFLE_8), ODD_8);
      FloatVector z2 = y0.rearrange(SHUFFLE_8).blend(y2, ODD_8);
      FloatVector z1 = y1.blend(y3.rearrange(SHUFFLE_8), ODD_8);
      FloatVector z3 = y1.rearrange(SHUFFLE_8).blend(y3, ODD_8);
      z0.intoArray(m, r * L);
      z1.intoArray(m, (r + 4) * L);
      z2.intoArray(m, (r + 8) * L);
      z3.intoArray(m, (r + 12) * L);
    }
  }

  private static void stage4(float[] a, int from, int stride, int last, float[] m) {
    for (int r = 0; r < 4; r++) {
      FloatVector x0 = FloatVector.fromArray(S, a, from + Math.min(r, last) * stride);
      FloatVector x1 = FloatVector.fromArray(S, a, from + Math.min(r + 4, last) * stride);
      FloatVector y0 = x0.blend(x1.rearrange(SHUFFLE_4), ODD_4);
      FloatVector y1 = x0.rearrange(SHUFFLE_4).blend(x1, ODD_4);
      y0.intoArray(m, r * L);
      y1.intoArray(m, (r + 4) * L);
    }
  }

  private static void rows(float[] a, int from, int stride, int last, float[] m) {
    for (int r = 0; r < L; r++) {
      FloatVector.fromArray(S, a, from + Math.min(r, last) * stride).intoArray(m, r * L);
    }
  }

  private static void stages1And2(float[] m, float[] to, int at, int next) {
    for (int r = 0; r < L; r += 4) {
      FloatVector x0 = FloatVector.fromArray(S, m, r * L);
      FloatVector x1 = FloatVector.fromArray(S, m, (r + 1) * L);
      FloatVector x2 = FloatVector.fromArray(S, m, (r + 2) * L);
      FloatVector x3 = FloatVector.fromArray(S, m, (r + 3) * L);
      FloatVector y0 = x0.blend(x1.rearrange(SHUFFLE_1), ODD_1);
      FloatVector y1 = x0.rearrange(SHUFFLE_1).blend(x1, ODD_1);
      FloatVector y2 = x2.blend(x3.rearrange(SHUFFLE_1), ODD_1);
      FloatVector y3 = x2.rearrange(SHUFFLE_1).blend(x3, ODD_1);
      FloatVector z0 = y0.blend(y2.rearrange(SHUFFLE_2), ODD_2);
      FloatVector z2 = y0.rearrange(SHUFFLE_2).blend(y2, ODD_2);
      FloatVector z1 = y1.blend(y3.rearrange(SHUFFLE_2), ODD_2);
      FloatVector z3 = y1.rearrange(SHUFFLE_2).blend(y3, ODD_2);
      z0.intoArray(to, at + r * next);
      z1.intoArray(to, at + (r + 1) * next);
      z2.intoArray(to, at + (r + 2) * next);
      z3.intoArray(to, at + (r + 3) * next);
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
