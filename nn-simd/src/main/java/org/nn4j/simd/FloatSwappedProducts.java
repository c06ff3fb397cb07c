package org.nn4j.simd;

import org.nn4j.api.FloatMatrix;

/**
 * C = A·B computed as Cᵀ = Bᵀ·Aᵀ: lanes run along C's rows, and the tiles are transposed at the
 * end.
 *
 * <p>That is faster for a C with fewer columns than lanes, and for the product with a transposed B
 * where C has so few rows that transposing A and C costs less than transposing B. The chains are
 * the same.
 */
final class FloatSwappedProducts {
  private static final int L = FloatPanel.LANES;

  /** C's columns that are computed at a time. */
  static final int COLUMNS = 256;

  private FloatSwappedProducts() {}

  /**
   * Whether a product is clearly faster this way. Transposing a square of L by L elements takes
   * about as long as L steps of a tile's row of L vectors.
   *
   * @param m rows of C
   * @param n columns of C
   */
  static boolean suits(int m, int n, int depth, boolean transposeA, boolean transposeB) {
    long lanesM = whole(m);
    long lanesN = whole(n);
    long steps = whole(depth);
    long asIs = lanesN * ((transposeB ? steps : 0) + (long) m * depth / L);
    long swapped = lanesM * ((transposeA ? 0 : steps) + lanesN + (long) n * depth / L);
    return 20 * swapped < 19 * asIs;
  }

  private static int whole(int n) {
    return (n + L - 1) / L * L;
  }

  /**
   * Computes a product from +0.
   *
   * @param a m×depth, or depth×m if transposed
   * @param b depth×n, or n×depth if transposed
   * @param c m×n, overwritten; shares no memory with the others
   */
  static void multiply(
      FloatMatrix a, boolean transposeA, FloatMatrix b, boolean transposeB, FloatMatrix c) {
    FloatPanel scratch = FloatPanel.ofThread();
    FloatTile t = scratch.tile;
    t.a = b.array();
    t.aNext = transposeB ? b.stride() : 1;
    t.aStep = transposeB ? 1 : b.stride();
    int depth = transposeA ? a.rows() : a.columns();
    int width;
    for (int i = 0; i < c.rows(); i += width) {
      width = FloatPanel.width(c.rows() - i, c.columns());
      int rows = Math.min(width, c.rows() - i);
      int block = FloatPanel.DEPTH * FloatPanel.VECTORS * L / width;
      for (int j = 0; j < c.columns(); j += COLUMNS) {
        int columns = Math.min(COLUMNS, c.columns() - j);
        for (int k = 0; k == 0 || k < depth; k += block) {
          t.depth = Math.min(block, depth - k);
          if (j == 0 || depth > block) {
            load(scratch, a, transposeA, k, i, rows, width, c.columns());
          }
          tiles(t, b.offset() + j * t.aNext + k * t.aStep, scratch, columns, width, k == 0);
        }
        scratch.transposer.transposeExactly(
            scratch.block,
            0,
            width,
            columns,
            rows,
            c.array(),
            c.offset() + i * c.stride() + j,
            c.stride());
      }
    }
    t.release();
  }

  /** Sets the tiles' right factor to steps of some rows of A. */
  private static void load(
      FloatPanel scratch,
      FloatMatrix a,
      boolean transposeA,
      int k,
      int i,
      int rows,
      int width,
      int tileRows) {
    if (transposeA) {
      scratch.use(a, k, i, scratch.tile.depth, rows, width, tileRows);
    } else {
      int from = a.offset() + i * a.stride() + k;
      scratch.loadTransposed(a.array(), from, a.stride(), scratch.tile.depth, rows, width);
    }
  }

  private static void tiles(
      FloatTile t, int from, FloatPanel scratch, int rows, int width, boolean first) {
    t.c = scratch.block;
    t.cNext = width;
    int step = t.rows(width / L, rows);
    for (int i = 0; i < rows; i += step) {
      t.aFrom = from + i * t.aNext;
      t.lastRow = Math.min(step, rows - i) - 1;
      t.cFrom = i * width;
      t.start = first ? scratch.zeros : scratch.block;
      t.startFrom = first ? 0 : t.cFrom;
      t.startNext = first ? 0 : width;
      t.run(width / L);
    }
  }
}
