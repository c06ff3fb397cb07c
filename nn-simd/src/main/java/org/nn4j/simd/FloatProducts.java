package org.nn4j.simd;

import org.nn4j.api.FloatMatrix;

/**
 * C += A·B for A and B plain or transposed: the three products of a dense layer.
 *
 * <p>Every element of C is one chain of {@code fma} in increasing order of the inner index that
 * starts from the element's value, however the work is blocked. There are two forms:
 *
 * <ul>
 *   <li>Panels: four rows of C advance their chains by two steps at a time, over contiguous
 *       columns, so that C2 vectorises across columns; see {@link FloatScratch}. Longer bodies
 *       (eight steps, or four rows by four steps) exceed JDK 17's limit for unrolling and stay
 *       scalar there.
 *   <li>Tiles: eight independent chains in registers, where C is too narrow for vectors or B would
 *       have to be transposed for only a few rows.
 * </ul>
 *
 * Where fewer rows or columns are left than a block has, the last one is computed several times and
 * stored with the same value each time.
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
   * @param c m×n, the chains' initial values on entry, their results on exit; shares no memory with
   *     a and b
   */
  static void accumulate(
      FloatMatrix a, boolean transposeA, FloatMatrix b, boolean transposeB, FloatMatrix c) {
    if (c.rows() == 0 || c.columns() == 0) {
      return;
    }
    if (c.columns() >= NARROW && !(transposeB && c.rows() < FEW_ROWS)) {
      panels(a, transposeA, b, transposeB, c);
    } else if (tiles(c.columns(), c.rows()) < tiles(c.rows(), c.columns())) {
      // Swapping the factors does not change a product.
      tiles(b, transposeB, a, !transposeA, c, true);
    } else {
      tiles(a, !transposeA, b, transposeB, c, false);
    }
  }

  /** Returns how many tiles of four by two elements cover x by y elements. */
  private static int tiles(int x, int y) {
    return (x + 3) / 4 * ((y + 1) / 2);
  }

  private static void panels(
      FloatMatrix a, boolean transposeA, FloatMatrix b, boolean transposeB, FloatMatrix c) {
    FloatScratch scratch = FloatScratch.ofThread();
    scratch.x.set(a, !transposeA);
    int depth = scratch.x.length;
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
        for (int i = 0; i < c.rows(); i += 4) {
          fourRows(scratch, k, steps, c, i, j, columns);
        }
      }
    }
    scratch.release();
  }

  /** Returns the width of blocks that split n columns evenly, in multiples of a vector. */
  private static int blockWidth(int n) {
    int blocks = (n - 1) / FloatScratch.WIDTH + 1;
    return Math.min(FloatScratch.WIDTH, ((n - 1) / blocks + 16) / 16 * 16);
  }

  /** Advances the chains of four rows of C by {@code steps} steps from step {@code first} on. */
  private static void fourRows(
      FloatScratch scratch, int first, int steps, FloatMatrix c, int row, int column, int columns) {
    int last = c.rows() - 1;
    int r1 = Math.min(row + 1, last);
    int r2 = Math.min(row + 2, last);
    int r3 = Math.min(row + 3, last);
    int cFrom = c.offset() + column;
    System.arraycopy(c.array(), cFrom + row * c.stride(), scratch.row0, 0, columns);
    System.arraycopy(c.array(), cFrom + r1 * c.stride(), scratch.row1, 0, columns);
    System.arraycopy(c.array(), cFrom + r2 * c.stride(), scratch.row2, 0, columns);
    System.arraycopy(c.array(), cFrom + r3 * c.stride(), scratch.row3, 0, columns);
    scratch.x.moveTo(row);
    for (int k = 0; k < steps; k += 2) {
      int at = (first + k) * scratch.x.step;
      if (k + 1 < steps) {
        twoSteps(scratch, k, at, columns);
      } else {
        oneStep(scratch, k, at, columns);
      }
    }
    System.arraycopy(scratch.row0, 0, c.array(), cFrom + row * c.stride(), columns);
    System.arraycopy(scratch.row1, 0, c.array(), cFrom + r1 * c.stride(), columns);
    System.arraycopy(scratch.row2, 0, c.array(), cFrom + r2 * c.stride(), columns);
    System.arraycopy(scratch.row3, 0, c.array(), cFrom + r3 * c.stride(), columns);
  }

  /**
   * Advances the chains of four rows by the panel's steps k and k + 1.
   *
   * @param at the index of step k's element of A, relative to its row's beginning
   */
  private static void twoSteps(FloatScratch scratch, int k, int at, int columns) {
    FloatScratch.Strided a = scratch.x;
    float[] x = a.array;
    int next = at + a.step;
    float x0 = x[a.at0 + at];
    float x1 = x[a.at1 + at];
    float x2 = x[a.at2 + at];
    float x3 = x[a.at3 + at];
    float y0 = x[a.at0 + next];
    float y1 = x[a.at1 + next];
    float y2 = x[a.at2 + next];
    float y3 = x[a.at3 + next];
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

  private static void oneStep(FloatScratch scratch, int k, int at, int columns) {
    FloatScratch.Strided a = scratch.x;
    float x0 = a.array[a.at0 + at];
    float x1 = a.array[a.at1 + at];
    float x2 = a.array[a.at2 + at];
    float x3 = a.array[a.at3 + at];
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
   * @param x the factor with four vectors in a tile: its rows if {@code xRows}, else its columns
   * @param y the factor with two vectors in a tile: its rows if {@code yRows}, else its columns
   * @param swapped whether x's vectors correspond to C's columns instead of its rows
   */
  private static void tiles(
      FloatMatrix x, boolean xRows, FloatMatrix y, boolean yRows, FloatMatrix c, boolean swapped) {
    FloatScratch scratch = FloatScratch.ofThread();
    scratch.x.set(x, xRows);
    scratch.y.set(y, yRows);
    scratch.c.set(c, !swapped);
    for (int i = 0; i < scratch.x.count; i += 4) {
      scratch.x.moveTo(i);
      scratch.c.moveTo(i);
      for (int j = 0; j < scratch.y.count; j += 2) {
        scratch.y.moveTo(j);
        tile(scratch, j);
      }
    }
    scratch.release();
  }

  /** Computes the products of four vectors of x with the vectors j and j + 1 of y. */
  private static void tile(FloatScratch scratch, int j) {
    FloatScratch.Strided left = scratch.x;
    float[] x = left.array;
    int x0 = left.at0;
    int x1 = left.at1;
    int x2 = left.at2;
    int x3 = left.at3;
    int xStep = left.step;
    int depth = left.length;
    FloatScratch.Strided right = scratch.y;
    float[] y = right.array;
    int y0 = right.at0;
    int y1 = right.at1;
    int yStep = right.step;
    FloatScratch.Strided result = scratch.c;
    float[] c = result.array;
    int c0 = j * result.step;
    int c1 = Math.min(j + 1, right.count - 1) * result.step;
    int i0 = result.at0;
    int i1 = result.at1;
    int i2 = result.at2;
    int i3 = result.at3;
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
