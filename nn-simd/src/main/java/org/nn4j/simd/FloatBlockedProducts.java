package org.nn4j.simd;

import org.jspecify.annotations.Nullable;
import org.nn4j.api.FloatMatrix;

/**
 * C = start + A·B for large matrices: both factors are packed, block by block.
 *
 * <p>The chains are cut into blocks of {@link FloatBlocks#DEPTH} steps; between them a chain is
 * stored in C, which is exact. Each block of A is packed once, each of B once for all rows, or for
 * as many as a block of A has. For a panel of A, the rows of one tile, all panels of B's block
 * follow one another, so tiles walk along C's rows.
 */
final class FloatBlockedProducts {
  private static final int ROWS = FloatBlocks.ROWS;
  private static final int WIDTH = FloatBlocks.WIDTH;

  /** Rows from which on packing B costs little. */
  private static final int LEAST_ROWS = 128;

  /** Columns from which on packing A costs little. */
  private static final int LEAST_COLUMNS = 512;

  private static final int LEAST_DEPTH = 64;

  /** Bytes between the steps of a transposed A that is better packed: half a page. */
  private static final int FAR = 2048;

  /**
   * Whether a processor computes two multiplications of 512 bits a cycle, for which panels that are
   * read in place come too slowly from the second-level cache. No system says so, but those that do
   * have had a larger first-level cache since 2019.
   */
  private static final boolean FAST = FloatPanel.VECTORS == 4 && CacheSizes.DATA > 32 * 1024;

  private FloatBlockedProducts() {}

  /**
   * Whether a product is faster this way: a large one, whose transposed A has steps far from one
   * another, or on a fast processor any, unless the last tiles were mostly beyond C.
   */
  static boolean suits(FloatMatrix a, boolean transposeA, int depth, FloatMatrix c) {
    int n = c.columns();
    int beyond = (WIDTH - n % WIDTH) % WIDTH;
    boolean large =
        c.rows() >= LEAST_ROWS && n >= LEAST_COLUMNS && depth >= LEAST_DEPTH && 16 * beyond <= n;
    return large && (transposeA ? a.stride() * Float.BYTES >= FAR : FAST);
  }

  /** Computes a product; see {@link FloatSimdProducts#multiply}. */
  static void multiply(
      FloatMatrix a,
      boolean transposeA,
      FloatMatrix b,
      boolean transposeB,
      @Nullable FloatMatrix start,
      FloatMatrix c) {
    FloatBlocks blocks = FloatBlocks.ofThread();
    blocks.use();
    int all = transposeA ? a.rows() : a.columns();
    int depth = evenly(all, FloatBlocks.DEPTH, 1);
    int height = evenly(c.rows(), FloatBlocks.PANELS * ROWS, ROWS);
    int width = evenly(c.columns(), FloatBlocks.COLUMNS, WIDTH);
    for (int k = 0; k < all; k += depth) {
      int steps = Math.min(depth, all - k);
      blocks.tile.depth = steps;
      FloatMatrix first = k == 0 ? start : c;
      for (int i = 0; i < c.rows(); i += height) {
        int rows = Math.min(height, c.rows() - i);
        blocks.packA(a, transposeA, i, rows, k, steps);
        for (int j = 0; j < c.columns(); j += width) {
          int columns = Math.min(width, c.columns() - j);
          blocks.packB(b, transposeB, j, columns, k, steps);
          block(blocks, transposeA, first, c, i, rows, j, columns);
        }
      }
    }
    blocks.tile.release();
  }

  /** Returns the size of a part where {@code all} is divided evenly, in whole units. */
  private static int evenly(int all, int most, int unit) {
    int parts = (all - 1) / most + 1;
    int part = (all - 1) / parts + 1;
    return (part + unit - 1) / unit * unit;
  }

  /**
   * Computes a block of C from the packed blocks.
   *
   * @param start the chains' initial values: those of every row, or C, or null for +0
   */
  private static void block(
      FloatBlocks blocks,
      boolean steps,
      @Nullable FloatMatrix start,
      FloatMatrix c,
      int i,
      int rows,
      int j,
      int columns) {
    for (int p = 0; p * ROWS < rows; p++) {
      int height = Math.min(ROWS, rows - p * ROWS);
      for (int q = 0; q * WIDTH < columns; q++) {
        blocks.usePanels(p, q, steps);
        int width = Math.min(WIDTH, columns - q * WIDTH);
        panels(blocks, steps, start, c, i + p * ROWS, height, j + q * WIDTH, width);
      }
    }
  }

  /** Computes the part of C that belongs to a panel of A and one of B, mostly one tile. */
  private static void panels(
      FloatBlocks blocks,
      boolean steps,
      @Nullable FloatMatrix start,
      FloatMatrix c,
      int i,
      int rows,
      int j,
      int columns) {
    FloatTile t = blocks.tile;
    t.c = c.array();
    t.cFrom = c.offset() + i * c.stride() + j;
    t.cNext = c.stride();
    if (start == c) {
      t.start = t.c;
      t.startFrom = t.cFrom;
      t.startNext = t.cNext;
    } else {
      blocks.startAt(start, j, columns);
    }
    if (columns == WIDTH) {
      tiles(t, steps, rows);
    } else {
      edge(blocks, steps, rows, columns);
    }
  }

  /** Computes tiles of which only the first {@code columns} belong to C. */
  private static void edge(FloatBlocks blocks, boolean steps, int rows, int columns) {
    FloatTile t = blocks.tile;
    float[] c = t.c;
    int at = t.cFrom;
    int next = t.cNext;
    t.c = blocks.edge;
    t.cFrom = 0;
    t.cNext = WIDTH;
    if (t.start == c) {
      for (int r = 0; r < rows; r++) {
        System.arraycopy(c, at + r * next, t.c, r * WIDTH, columns);
      }
      t.start = t.c;
      t.startFrom = 0;
      t.startNext = WIDTH;
    }
    tiles(t, steps, rows);
    for (int r = 0; r < rows; r++) {
      System.arraycopy(blocks.edge, r * WIDTH, c, at + r * next, columns);
    }
  }

  /** Computes a panel's rows with as few tiles as there are kernels for. */
  private static void tiles(FloatTile t, boolean steps, int rows) {
    int aNext = steps ? 1 : FloatBlocks.PITCH;
    int tile;
    for (int r = 0; r < rows; r += tile) {
      tile = steps ? steps(t, rows - r) : rows(t, rows - r);
      t.aFrom += tile * aNext;
      t.startFrom += tile * t.startNext;
      t.cFrom += tile * t.cNext;
    }
  }

  /** Computes one tile; returns its rows. */
  private static int rows(FloatTile t, int left) {
    if (left >= 14) {
      FloatBlockKernels.rows14x2(t);
      return 14;
    }
    if (left >= 8) {
      FloatBlockKernels.rows8x2(t);
      return 8;
    }
    if (left >= 4) {
      FloatBlockKernels.rows4x2(t);
      return 4;
    }
    if (left >= 2) {
      FloatBlockKernels.rows2x2(t);
      return 2;
    }
    FloatBlockKernels.rows1x2(t);
    return 1;
  }

  /** Computes one tile of a transposed A; returns its rows. */
  private static int steps(FloatTile t, int left) {
    if (left >= 14) {
      FloatBlockKernels.steps14x2(t);
      return 14;
    }
    if (left >= 8) {
      FloatBlockKernels.steps8x2(t);
      return 8;
    }
    if (left >= 4) {
      FloatBlockKernels.steps4x2(t);
      return 4;
    }
    if (left >= 2) {
      FloatBlockKernels.steps2x2(t);
      return 2;
    }
    FloatBlockKernels.steps1x2(t);
    return 1;
  }
}
