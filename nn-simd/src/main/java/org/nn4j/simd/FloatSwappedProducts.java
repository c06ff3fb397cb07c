package org.nn4j.simd;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;
import org.jspecify.annotations.Nullable;
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
  private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
  private static final int L = FloatPanel.LANES;

  /** Transposing a vector takes as long as so many {@code fma}; JDK 17's masks are slower. */
  private static final int VECTOR_OF_SQUARE = Runtime.version().feature() >= 25 ? 11 : 17;

  /** C's columns that are computed at a time. */
  static final int COLUMNS = 256;

  private FloatSwappedProducts() {}

  /**
   * Whether a product is clearly faster this way.
   *
   * @param m rows of C
   * @param n columns of C
   */
  static boolean suits(int m, int n, int depth, boolean transposeA, boolean transposeB) {
    long asIs = tiles(m, n, depth) + (transposeB ? squares(n, depth) : 0);
    long swapped = tiles(n, m, depth) + (transposeA ? 0 : squares(m, depth)) + squares(m, n);
    return 20 * swapped < 19 * asIs;
  }

  /**
   * Estimates the time of all tiles in halves of a {@code fma}. In tiles of one vector each takes a
   * broadcast, which is slower.
   */
  private static long tiles(int rows, int columns, int depth) {
    int vectors = vectors(columns);
    return (long) rows * depth * vectors * (vectors == 1 ? 3 : 2);
  }

  /** Estimates the time of a transposition likewise. */
  private static long squares(int rows, int columns) {
    return 2L * VECTOR_OF_SQUARE * L * vectors(rows) * vectors(columns);
  }

  private static int vectors(int elements) {
    return (elements + L - 1) / L;
  }

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
    FloatPanel scratch = FloatPanel.ofThread();
    FloatTile t = scratch.tile;
    t.a = b.array();
    t.aNext = transposeB ? b.stride() : 1;
    t.aStep = transposeB ? 1 : b.stride();
    int depth = transposeA ? a.rows() : a.columns();
    boolean overlapping = c.columns() <= COLUMNS && c.columns() == c.stride();
    int end = overlapping ? c.offset() + c.rows() * c.stride() : 0;
    int width;
    for (int i = 0; i < c.rows(); i += width) {
      width = FloatPanel.width(c.rows() - i, c.columns());
      int rows = Math.min(width, c.rows() - i);
      int block = FloatPanel.DEPTH * FloatPanel.VECTORS * L / width;
      for (int j = 0; j < c.columns(); j += COLUMNS) {
        int columns = Math.min(COLUMNS, c.columns() - j);
        if (start != null) {
          repeat(start.array(), start.offset() + j, columns, scratch.block, width);
        }
        for (int k = 0; k == 0 || k < depth; k += block) {
          t.depth = Math.min(block, depth - k);
          if (j == 0 || depth > block) {
            load(scratch, a, transposeA, k, i, rows, width, c.columns());
          }
          tiles(
              t,
              b.offset() + j * t.aNext + k * t.aStep,
              scratch,
              columns,
              width,
              k == 0 && start == null);
        }
        scratch.transposer.transposeExactly(
            scratch.block,
            0,
            width,
            columns,
            rows,
            c.array(),
            c.offset() + i * c.stride() + j,
            c.stride(),
            end);
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

  /** Fills each row of a block with one element. */
  private static void repeat(float[] a, int from, int rows, float[] block, int width) {
    for (int r = 0; r < rows; r++) {
      FloatVector x = FloatVector.broadcast(S, a[from + r]);
      for (int at = r * width; at < (r + 1) * width; at += L) {
        x.intoArray(block, at);
      }
    }
  }

  /**
   * Computes all tiles of a block.
   *
   * @param zero whether the chains begin with +0, or where the block has them
   */
  private static void tiles(
      FloatTile t, int from, FloatPanel scratch, int rows, int width, boolean zero) {
    t.c = scratch.block;
    t.cNext = width;
    int step = t.rows(width / L, rows);
    for (int i = 0; i < rows; i += step) {
      t.aFrom = from + i * t.aNext;
      t.lastRow = Math.min(step, rows - i) - 1;
      t.cFrom = i * width;
      t.start = zero ? scratch.zeros : scratch.block;
      t.startFrom = zero ? 0 : t.cFrom;
      t.startNext = zero ? 0 : width;
      t.run(width / L);
    }
  }
}
