package org.nn4j.simd;

import org.jspecify.annotations.Nullable;
import org.nn4j.api.FloatMatrix;

/**
 * C = start + A·B for A and B plain or transposed: the three products of a dense layer, on vectors.
 *
 * <p>The chains are cut into blocks of {@link FloatPanel#DEPTH} steps, B's block into panels of
 * columns, and C's part of a panel into tiles; see {@link FloatTile}. Between blocks a chain is
 * stored in C, which is exact. A is read in place, transposed or not; B is copied panel by panel,
 * unless C has so few rows that a copy would cost more than it saves. Some products are faster with
 * the factors swapped; see {@link FloatSwappedProducts}.
 */
final class FloatSimdProducts {
  private static final int L = FloatPanel.LANES;

  private FloatSimdProducts() {}

  /**
   * Computes a product.
   *
   * @param a m×depth, or depth×m if transposed
   * @param b depth×n, or n×depth if transposed
   * @param start 1×n, the initial values of every row's chains, or null for +0
   * @param c m×n, overwritten; shares no memory with the others
   */
  static void multiply(
      FloatMatrix a,
      boolean transposeA,
      FloatMatrix b,
      boolean transposeB,
      @Nullable FloatMatrix start,
      FloatMatrix c) {
    int depth = transposeA ? a.rows() : a.columns();
    if (FloatSwappedProducts.suits(c.rows(), c.columns(), depth, transposeA, transposeB)) {
      FloatSwappedProducts.multiply(a, transposeA, b, transposeB, start, c);
      return;
    }
    if (transposeA && !transposeB && start == null && FloatBlockedProducts.suits(a, c)) {
      FloatBlockedProducts.multiply(a, b, c);
      return;
    }
    FloatPanel scratch = FloatPanel.ofThread();
    FloatTile t = scratch.tile;
    t.a = a.array();
    t.aNext = transposeA ? 1 : a.stride();
    t.aStep = transposeA ? a.stride() : 1;
    int block = c.columns() <= L ? FloatPanel.DEPTH * FloatPanel.VECTORS : FloatPanel.DEPTH;
    for (int k = 0; k == 0 || k < depth; k += block) {
      t.depth = Math.min(block, depth - k);
      int width;
      for (int j = 0; j < c.columns(); j += width) {
        boolean row = c.rows() == 1 && !transposeB && c.columns() - j >= FloatPanel.ROW_VECTORS * L;
        width = row ? FloatPanel.ROW_VECTORS * L : FloatPanel.width(c.columns() - j, c.rows());
        int columns = Math.min(width, c.columns() - j);
        if (transposeB) {
          int from = b.offset() + j * b.stride() + k;
          scratch.loadTransposed(b.array(), from, b.stride(), t.depth, columns, width);
        } else {
          scratch.use(b, k, j, t.depth, columns, width, c.rows());
        }
        startAt(scratch, start, j, columns, width);
        boolean alone = columns == c.columns() && t.depth == depth;
        rows(scratch, a.offset() + k * t.aStep, c, j, columns, width, k == 0, alone);
      }
    }
    t.release();
  }

  /**
   * Sets the initial values of the first block's chains; at the edge, a copy with room after it.
   */
  private static void startAt(
      FloatPanel scratch, @Nullable FloatMatrix start, int j, int columns, int width) {
    FloatTile t = scratch.tile;
    t.startNext = 0;
    t.startFrom = 0;
    if (start == null) {
      t.start = scratch.zeros;
    } else if (columns == width) {
      t.start = start.array();
      t.startFrom = start.offset() + j;
    } else {
      System.arraycopy(start.array(), start.offset() + j, scratch.start, 0, columns);
      t.start = scratch.start;
    }
  }

  /**
   * Computes the rows of a panel.
   *
   * <p>At C's right edge, which has no room for whole vectors, a tile is computed outside C. Where
   * C is so narrow that there is one panel, and has no gaps, a row's surplus elements lie in the
   * next rows, which are written later: then only the last tiles need a copy.
   *
   * @param alone whether there is only one panel, with all steps
   */
  private static void rows(
      FloatPanel scratch,
      int aFrom,
      FloatMatrix c,
      int j,
      int columns,
      int width,
      boolean first,
      boolean alone) {
    FloatTile t = scratch.tile;
    int rows = t.rows(width / L, c.rows());
    boolean overlapping = alone && c.stride() == columns;
    int end = c.offset() + (c.rows() - 1) * c.stride() + columns;
    for (int i = 0; i < c.rows(); i += rows) {
      t.aFrom = aFrom + i * t.aNext;
      t.lastRow = Math.min(rows, c.rows() - i) - 1;
      int at = c.offset() + i * c.stride() + j;
      boolean room = overlapping && at + t.lastRow * c.stride() + width <= end;
      if (columns == width || room) {
        t.c = c.array();
        t.cFrom = at;
        t.cNext = c.stride();
        continueAtC(t, first);
        t.run(width / L);
      } else {
        edge(scratch, c.array(), at, c.stride(), columns, overlapping ? columns : width, first);
      }
    }
  }

  /**
   * Computes a tile of which only the first {@code columns} belong to C.
   *
   * @param next distance of the tile's rows meanwhile; {@code columns} for a C without gaps
   */
  private static void edge(
      FloatPanel scratch, float[] c, int at, int stride, int columns, int next, boolean first) {
    FloatTile t = scratch.tile;
    t.c = scratch.edge;
    t.cFrom = 0;
    t.cNext = next;
    if (!first) {
      for (int r = 0; r <= t.lastRow; r++) {
        System.arraycopy(c, at + r * stride, t.c, r * next, columns);
      }
    }
    continueAtC(t, first);
    t.run((columns - 1) / L + 1);
    if (next == columns) {
      System.arraycopy(t.c, 0, c, at, (t.lastRow + 1) * columns);
      return;
    }
    for (int r = 0; r <= t.lastRow; r++) {
      System.arraycopy(t.c, r * next, c, at + r * stride, columns);
    }
  }

  private static void continueAtC(FloatTile t, boolean first) {
    if (!first) {
      t.start = t.c;
      t.startFrom = t.cFrom;
      t.startNext = t.cNext;
    }
  }
}
