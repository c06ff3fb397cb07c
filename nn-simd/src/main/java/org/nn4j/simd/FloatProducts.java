package org.nn4j.simd;

import org.nn4j.api.FloatMatrix;

/**
 * C += A·B for A and B plain or transposed: the three products of a dense layer.
 *
 * <p>Every element of C is one chain of {@code fma} in increasing order of the inner index, started
 * from what C holds, however the work is blocked. Two forms share it:
 *
 * <ul>
 *   <li>Panels: four rows of C take two steps of their chains at a time, over contiguous columns,
 *       so that C2 vectorises across columns; see {@link FloatScratch}. Longer bodies (eight steps,
 *       or four rows by four steps) are past JDK 17's limit for unrolling and stay scalar there.
 *   <li>Tiles: eight independent chains in registers, where C is too narrow for vectors or B would
 *       have to be transposed for a few rows only.
 * </ul>
 *
 * Where fewer rows or columns are left than a block has, the last one is computed several times
 * over; it is stored with the same value each time.
 */
final class FloatProducts {
  /** Fewer columns than this are faster as tiles. */
  private static final int NARROW = 16;

  /** Transposing B pays from this number of rows on. */
  private static final int FEW_ROWS = 8;

  private FloatProducts() {}

  /**
   * Adds a product to C.
   *
   * @param a m×depth, or depth×m if transposed
   * @param b depth×n, or n×depth if transposed
   * @param c m×n, the chains' starts on entry, their ends on exit; shares no memory with a and b
   */
  static void accumulate(
      FloatMatrix a, boolean transposeA, FloatMatrix b, boolean transposeB, FloatMatrix c) {
    if (c.rows() == 0 || c.columns() == 0) {
      return;
    }
    if (c.columns() >= NARROW && !(transposeB && c.rows() < FEW_ROWS)) {
      panels(a, transposeA, b, transposeB, c);
    } else if (tiles(c.columns(), c.rows()) < tiles(c.rows(), c.columns())) {
      // The factors change places, which changes no product.
      tiles(b, transposeB, a, transposeA, c, true);
    } else {
      tiles(a, !transposeA, b, !transposeB, c, false);
    }
  }

  /** How many tiles of four by two cover x by y elements. */
  private static int tiles(int x, int y) {
    return (x + 3) / 4 * ((y + 1) / 2);
  }

  private static void panels(
      FloatMatrix a, boolean transposeA, FloatMatrix b, boolean transposeB, FloatMatrix c) {
    FloatScratch scratch = FloatScratch.ofThread();
    int depth = transposeA ? a.rows() : a.columns();
    int rowStep = transposeA ? 1 : a.stride();
    int chainStep = transposeA ? a.stride() : 1;
    int width = blockWidth(c.columns());
    for (int j = 0; j < c.columns(); j += width) {
      int columns = Math.min(width, c.columns() - j);
      for (int k = 0; k < depth; k += FloatScratch.DEPTH) {
        int steps = Math.min(FloatScratch.DEPTH, depth - k);
        if (transposeB) {
          scratch.loadTransposed(
              b.array(), b.offset() + j * b.stride() + k, b.stride(), steps, columns);
        } else {
          scratch.load(b.array(), b.offset() + k * b.stride() + j, b.stride(), steps, columns);
        }
        int from = a.offset() + k * chainStep;
        for (int i = 0; i < c.rows(); i += 4) {
          fourRows(scratch, a.array(), from, rowStep, chainStep, steps, c, i, j, columns);
        }
      }
    }
  }

  /** Splits n columns evenly, in multiples of a vector, so that no sliver is left over. */
  private static int blockWidth(int n) {
    int blocks = (n - 1) / FloatScratch.WIDTH + 1;
    return Math.min(FloatScratch.WIDTH, ((n - 1) / blocks + 16) / 16 * 16);
  }

  private static void fourRows(
      FloatScratch scratch,
      float[] a,
      int from,
      int rowStep,
      int chainStep,
      int steps,
      FloatMatrix c,
      int row,
      int column,
      int columns) {
    int last = c.rows() - 1;
    int r1 = Math.min(row + 1, last);
    int r2 = Math.min(row + 2, last);
    int r3 = Math.min(row + 3, last);
    int cFrom = c.offset() + column;
    System.arraycopy(c.array(), cFrom + row * c.stride(), scratch.row0, 0, columns);
    System.arraycopy(c.array(), cFrom + r1 * c.stride(), scratch.row1, 0, columns);
    System.arraycopy(c.array(), cFrom + r2 * c.stride(), scratch.row2, 0, columns);
    System.arraycopy(c.array(), cFrom + r3 * c.stride(), scratch.row3, 0, columns);
    int a0 = from + row * rowStep;
    int a1 = from + r1 * rowStep;
    int a2 = from + r2 * rowStep;
    int a3 = from + r3 * rowStep;
    for (int k = 0; k < steps; k += 2) {
      int at = k * chainStep;
      if (k + 1 < steps) {
        twoSteps(scratch, k, a, a0 + at, a1 + at, a2 + at, a3 + at, chainStep, columns);
      } else {
        oneStep(scratch, k, a[a0 + at], a[a1 + at], a[a2 + at], a[a3 + at], columns);
      }
    }
    System.arraycopy(scratch.row0, 0, c.array(), cFrom + row * c.stride(), columns);
    System.arraycopy(scratch.row1, 0, c.array(), cFrom + r1 * c.stride(), columns);
    System.arraycopy(scratch.row2, 0, c.array(), cFrom + r2 * c.stride(), columns);
    System.arraycopy(scratch.row3, 0, c.array(), cFrom + r3 * c.stride(), columns);
  }

  private static void twoSteps(
      FloatScratch scratch,
      int k,
      float[] a,
      int a0,
      int a1,
      int a2,
      int a3,
      int chainStep,
      int columns) {
    float x0 = a[a0];
    float x1 = a[a1];
    float x2 = a[a2];
    float x3 = a[a3];
    float y0 = a[a0 + chainStep];
    float y1 = a[a1 + chainStep];
    float y2 = a[a2 + chainStep];
    float y3 = a[a3 + chainStep];
    float[] p = scratch.panel[k];
    float[] q = scratch.panel[k + 1];
    float[] c0 = scratch.row0;
    float[] c1 = scratch.row1;
    float[] c2 = scratch.row2;
    float[] c3 = scratch.row3;
    for (int j = 0; j < columns; j++) {
      float u = p[j];
      float v = q[j];
      c0[j] = Math.fma(y0, v, Math.fma(x0, u, c0[j]));
      c1[j] = Math.fma(y1, v, Math.fma(x1, u, c1[j]));
      c2[j] = Math.fma(y2, v, Math.fma(x2, u, c2[j]));
      c3[j] = Math.fma(y3, v, Math.fma(x3, u, c3[j]));
    }
  }

  private static void oneStep(
      FloatScratch scratch, int k, float x0, float x1, float x2, float x3, int columns) {
    float[] p = scratch.panel[k];
    float[] c0 = scratch.row0;
    float[] c1 = scratch.row1;
    float[] c2 = scratch.row2;
    float[] c3 = scratch.row3;
    for (int j = 0; j < columns; j++) {
      float u = p[j];
      c0[j] = Math.fma(x0, u, c0[j]);
      c1[j] = Math.fma(x1, u, c1[j]);
      c2[j] = Math.fma(x2, u, c2[j]);
      c3[j] = Math.fma(x3, u, c3[j]);
    }
  }

  /**
   * Computes four by two elements of C at a time.
   *
   * @param x the factor that gives four vectors to a tile: its rows if {@code xRows}, else columns
   * @param y the factor that gives two vectors: its columns if {@code yColumns}, else rows
   * @param swapped whether x's vectors go along C's columns instead of its rows
   */
  private static void tiles(
      FloatMatrix x,
      boolean xRows,
      FloatMatrix y,
      boolean yColumns,
      FloatMatrix c,
      boolean swapped) {
    int xCount = swapped ? c.columns() : c.rows();
    int yCount = swapped ? c.rows() : c.columns();
    int xNext = xRows ? x.stride() : 1;
    int yNext = yColumns ? 1 : y.stride();
    int depth = xRows ? x.columns() : x.rows();
    int xStep = xRows ? 1 : x.stride();
    int yStep = yColumns ? y.stride() : 1;
    int cx = swapped ? 1 : c.stride();
    int cy = swapped ? c.stride() : 1;
    for (int i = 0; i < xCount; i += 4) {
      int i1 = Math.min(i + 1, xCount - 1);
      int i2 = Math.min(i + 2, xCount - 1);
      int i3 = Math.min(i + 3, xCount - 1);
      for (int j = 0; j < yCount; j += 2) {
        int j1 = Math.min(j + 1, yCount - 1);
        int c0 = c.offset() + j * cy;
        int c1 = c.offset() + j1 * cy;
        tile(
            x.array(),
            x.offset() + i * xNext,
            x.offset() + i1 * xNext,
            x.offset() + i2 * xNext,
            x.offset() + i3 * xNext,
            xStep,
            y.array(),
            y.offset() + j * yNext,
            y.offset() + j1 * yNext,
            yStep,
            depth,
            c.array(),
            c0,
            c1,
            i * cx,
            i1 * cx,
            i2 * cx,
            i3 * cx);
      }
    }
  }

  private static void tile(
      float[] x,
      int x0,
      int x1,
      int x2,
      int x3,
      int xStep,
      float[] y,
      int y0,
      int y1,
      int yStep,
      int depth,
      float[] c,
      int c0,
      int c1,
      int i0,
      int i1,
      int i2,
      int i3) {
    float s00 = c[c0 + i0];
    float s10 = c[c0 + i1];
    float s20 = c[c0 + i2];
    float s30 = c[c0 + i3];
    float s01 = c[c1 + i0];
    float s11 = c[c1 + i1];
    float s21 = c[c1 + i2];
    float s31 = c[c1 + i3];
    for (int k = 0; k < depth; k++) {
      int xk = k * xStep;
      int yk = k * yStep;
      float v0 = y[y0 + yk];
      float v1 = y[y1 + yk];
      float u = x[x0 + xk];
      s00 = Math.fma(u, v0, s00);
      s01 = Math.fma(u, v1, s01);
      u = x[x1 + xk];
      s10 = Math.fma(u, v0, s10);
      s11 = Math.fma(u, v1, s11);
      u = x[x2 + xk];
      s20 = Math.fma(u, v0, s20);
      s21 = Math.fma(u, v1, s21);
      u = x[x3 + xk];
      s30 = Math.fma(u, v0, s30);
      s31 = Math.fma(u, v1, s31);
    }
    c[c0 + i0] = s00;
    c[c0 + i1] = s10;
    c[c0 + i2] = s20;
    c[c0 + i3] = s30;
    c[c1 + i0] = s01;
    c[c1 + i1] = s11;
    c[c1 + i2] = s21;
    c[c1 + i3] = s31;
  }
}
