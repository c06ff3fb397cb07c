package org.nn4j.simd;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;
import org.nn4j.api.FloatMatrix;

/**
 * A thread's packed blocks of the factors of a large product Aᵀ·B.
 *
 * <p>B's block is cut into panels of two vectors, whose rows lie one after the other; it takes half
 * of a second-level cache and is read again for each of A's panels. A panel of A, the rows of one
 * tile, step by step, stays in the first-level cache while B's panels pass. As both factors have
 * the steps' elements side by side, packing is copying.
 */
final class FloatBlocks {
  private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
  private static final int L = S.length();

  private static final boolean MANY_REGISTERS =
      S.vectorBitSize() == 512 || System.getProperty("os.arch", "").equals("aarch64");

  /** Elements of a cache line, by which panels are displaced so that they share no cache set. */
  private static final int LINE = 64 / Float.BYTES;

  /** Rows of the tallest tile of two vectors: 28 accumulators in 32 registers, or 8 in 16. */
  static final int ROWS = MANY_REGISTERS ? 14 : 4;

  /** Elements of a step in a panel of A: a power of two. */
  static final int STEP = MANY_REGISTERS ? 16 : 4;

  /** Elements in a row of a panel of B. */
  static final int WIDTH = 2 * L;

  /** Steps of a block. */
  static final int DEPTH = Math.max(128, Math.min(512, CacheSizes.DATA / 128 / 16 * 16));

  /** Columns of a block of B. */
  static final int COLUMNS =
      Math.max(4, CacheSizes.SECOND / 2 / (DEPTH * WIDTH * Float.BYTES)) * WIDTH;

  /** Panels in a block of A, which need not fit in a cache of the processor's own. */
  static final int PANELS = 1064 / ROWS;

  private static final int A_PANEL = DEPTH * STEP + LINE;
  private static final int B_PANEL = DEPTH * WIDTH + LINE;

  private static final ThreadLocal<FloatBlocks> OF_THREAD =
      ThreadLocal.withInitial(FloatBlocks::new);

  final FloatTile tile = new FloatTile();

  /** Always 0. */
  final float[] zeros = new float[WIDTH];

  /** A tile at C's right edge. */
  final float[] edge = new float[ROWS * WIDTH];

  private final float[] a = new float[PANELS * A_PANEL + L];
  private final float[] b = new float[COLUMNS / WIDTH * B_PANEL];

  private FloatBlocks() {}

  static FloatBlocks ofThread() {
    return OF_THREAD.get();
  }

  /** Sets the tile's factors to the blocks. */
  void use() {
    tile.a = a;
    tile.b = b;
  }

  /** Sets the tile to a panel of A and one of B. */
  void usePanels(int panelA, int panelB) {
    tile.aFrom = panelA * A_PANEL;
    tile.bFrom = panelB * B_PANEL;
  }

  /** Packs the columns i to i + rows of {@code steps} rows of A from k on. */
  void packA(FloatMatrix m, int k, int steps, int i, int rows) {
    float[] from = m.array();
    int panels = (rows - 1) / ROWS + 1;
    int read = (panels - 1) * ROWS + Math.max(STEP, L);
    for (int s = 0; s < steps; s++) {
      int at = m.offset() + (k + s) * m.stride() + i;
      if (at + read <= from.length) {
        packStepOfA(from, at, panels, a, s * STEP);
      } else {
        for (int r = 0; r < rows; r += ROWS) {
          int to = r / ROWS * A_PANEL + s * STEP;
          System.arraycopy(from, at + r, a, to, Math.min(ROWS, rows - r));
        }
      }
    }
  }

  /** Copies a step to its place in each panel; what is copied too much is not used. */
  private static void packStepOfA(float[] from, int at, int panels, float[] to, int toAt) {
    for (int p = 0; p < panels; p++) {
      for (int j = 0; j < STEP; j += L) {
        FloatVector.fromArray(S, from, at + p * ROWS + j).intoArray(to, toAt + p * A_PANEL + j);
      }
    }
  }

  /** Packs the columns j to j + columns of {@code steps} rows of B from k on. */
  void packB(FloatMatrix m, int k, int steps, int j, int columns) {
    float[] from = m.array();
    int panels = (columns - 1) / WIDTH + 1;
    for (int s = 0; s < steps; s++) {
      int at = m.offset() + (k + s) * m.stride() + j;
      if (at + panels * WIDTH <= from.length) {
        packStepOfB(from, at, panels, b, s * WIDTH);
      } else {
        for (int q = 0; q < columns; q += WIDTH) {
          int to = q / WIDTH * B_PANEL + s * WIDTH;
          System.arraycopy(from, at + q, b, to, Math.min(WIDTH, columns - q));
        }
      }
    }
  }

  private static void packStepOfB(float[] from, int at, int panels, float[] to, int toAt) {
    for (int p = 0; p < panels; p++) {
      int f = at + p * WIDTH;
      int t = toAt + p * B_PANEL;
      FloatVector.fromArray(S, from, f).intoArray(to, t);
      FloatVector.fromArray(S, from, f + L).intoArray(to, t + L);
    }
  }
}
