package org.nn4j.simd;

import org.nn4j.api.FloatMatrix;

/**
 * C = Aᵀ·B for large matrices, the gradient of wide weights: both factors are packed, block by
 * block, because steps of A that lie far from one another cost a page and a cache set each.
 *
 * <p>The chains are cut into blocks of {@link FloatBlocks#DEPTH} steps; between them a chain is
 * stored in C, which is exact. Each block of A is packed once, each of B once for as many rows as a
 * block of A has. For a panel of A, the rows of one tile, all panels of B's block follow one
 * another, so tiles walk along C's rows.
 */
final class FloatBlockedProducts {
  private static final int ROWS = FloatBlocks.ROWS;
  private static final int WIDTH = FloatBlocks.WIDTH;

  /** Rows from which on packing B costs little. */
  private static final int LEAST_ROWS = 128;

  /** Columns from which on packing A costs little. */
  private static final int LEAST_COLUMNS = 512;

  private static final int LEAST_DEPTH = 64;

  /** Bytes between the steps of an A that is better packed: half a page. */
  private static final int FAR = 2048;

  private FloatBlockedProducts() {}

  /** Whether Aᵀ·B is faster this way; not where the last tiles were mostly beyond C. */
  static boolean suits(FloatMatrix a, FloatMatrix c) {
    int n = c.columns();
    int beyond = (WIDTH - n % WIDTH) % WIDTH;
    return c.rows() >= LEAST_ROWS
        && n >= LEAST_COLUMNS
        && a.rows() >= LEAST_DEPTH
        && a.stride() * Float.BYTES >= FAR
        && 16 * beyond <= n;
  }

  /**
   * Computes a product from +0.
   *
   * @param a depth×m
   * @param b depth×n
   * @param c m×n, overwritten; shares no memory with the others
   */
  static void multiply(FloatMatrix a, FloatMatrix b, FloatMatrix c) {
    FloatBlocks blocks = FloatBlocks.ofThread();
    blocks.use();
    int depth = evenly(a.rows(), FloatBlocks.DEPTH, 1);
    int height = evenly(c.rows(), FloatBlocks.PANELS * ROWS, ROWS);
    int width = evenly(c.columns(), FloatBlocks.COLUMNS, WIDTH);
    for (int k = 0; k < a.rows(); k += depth) {
      int steps = Math.min(depth, a.rows() - k);
      blocks.tile.depth = steps;
      for (int i = 0; i < c.rows(); i += height) {
        int rows = Math.min(height, c.rows() - i);
        blocks.packA(a, k, steps, i, rows);
        for (int j = 0; j < c.columns(); j += width) {
          int columns = Math.min(width, c.columns() - j);
          blocks.packB(b, k, steps, j, columns);
          block(blocks, k == 0, c, i, rows, j, columns);
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

  /** Computes a block of C from the packed blocks. */
  private static void block(
      FloatBlocks blocks, boolean first, FloatMatrix c, int i, int rows, int j, int columns) {
    FloatTile t = blocks.tile;
    for (int p = 0; p * ROWS < rows; p++) {
      int height = Math.min(ROWS, rows - p * ROWS);
      for (int q = 0; q * WIDTH < columns; q++) {
        blocks.usePanels(p, q);
        t.c = c.array();
        t.cFrom = c.offset() + (i + p * ROWS) * c.stride() + j + q * WIDTH;
        t.cNext = c.stride();
        int width = columns - q * WIDTH;
        if (width >= WIDTH) {
          tiles(blocks, first, height);
        } else {
          edge(blocks, first, height, width);
        }
      }
    }
  }

  /** Computes tiles of which only the first {@code columns} belong to C. */
  private static void edge(FloatBlocks blocks, boolean first, int rows, int columns) {
    FloatTile t = blocks.tile;
    float[] c = t.c;
    int at = t.cFrom;
    int next = t.cNext;
    t.c = blocks.edge;
    t.cFrom = 0;
    t.cNext = WIDTH;
    if (!first) {
      for (int r = 0; r < rows; r++) {
        System.arraycopy(c, at + r * next, t.c, r * WIDTH, columns);
      }
    }
    tiles(blocks, first, rows);
    for (int r = 0; r < rows; r++) {
      System.arraycopy(blocks.edge, r * WIDTH, c, at + r * next, columns);
    }
  }

  /** Computes a panel's rows, mostly one tile, with as few tiles as there are kernels for. */
  private static void tiles(FloatBlocks blocks, boolean first, int rows) {
    FloatTile t = blocks.tile;
    t.start = first ? blocks.zeros : t.c;
    t.startFrom = first ? 0 : t.cFrom;
    t.startNext = first ? 0 : t.cNext;
    int tile;
    for (int r = 0; r < rows; r += tile) {
      tile = tile(t, rows - r);
      t.aFrom += tile;
      t.startFrom += tile * t.startNext;
      t.cFrom += tile * t.cNext;
    }
  }

  /** Computes one tile; returns its rows. */
  private static int tile(FloatTile t, int left) {
    if (left >= 14) {
      FloatBlockKernels.tile14x2(t);
      return 14;
    }
    if (left >= 8) {
      FloatBlockKernels.tile8x2(t);
      return 8;
    }
    if (left >= 4) {
      FloatBlockKernels.tile4x2(t);
      return 4;
    }
    if (left >= 2) {
      FloatBlockKernels.tile2x2(t);
      return 2;
    }
    FloatBlockKernels.tile1x2(t);
    return 1;
  }
}
