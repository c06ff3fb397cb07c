package org.nn4j.simd;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;
import org.jspecify.annotations.Nullable;
import org.nn4j.api.FloatMatrix;

/**
 * A thread's packed blocks of the factors of a large product.
 *
 * <p>B's block is cut into panels of two vectors, whose rows lie one after the other; it takes half
 * of a second-level cache and is read again for each of A's panels. A panel of A, the rows of one
 * tile, stays in the first-level cache while B's panels pass. A panel holds A's rows, or where A is
 * transposed its steps, in the order in which A has them, so packing is copying.
 */
final class FloatBlocks {
  private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
  private static final int L = S.length();

  private static final boolean MANY_REGISTERS =
      S.vectorBitSize() == 512 || System.getProperty("os.arch", "").equals("aarch64");

  /** Elements of a cache line, by which rows are displaced so that they share no cache set. */
  private static final int LINE = 64 / Float.BYTES;

  /** Rows of the tallest tile of two vectors: 28 accumulators in 32 registers, or 8 in 16. */
  static final int ROWS = MANY_REGISTERS ? 14 : 4;

  /** Elements of a step in a panel of a transposed A: a power of two. */
  static final int STEP = MANY_REGISTERS ? 16 : 4;

  /** Elements in a row of a panel of B. */
  static final int WIDTH = 2 * L;

  /** Steps of a block. */
  static final int DEPTH = Math.max(128, Math.min(512, CacheSizes.DATA / 128 / 16 * 16));

  /** Distance of rows in a panel of A. */
  static final int PITCH = DEPTH + LINE;

  /** Columns of a block of B. */
  static final int COLUMNS =
      Math.max(4, CacheSizes.SECOND / 2 / (DEPTH * WIDTH * Float.BYTES)) * WIDTH;

  /** Panels in a block of A, which need not fit in a cache of the processor's own. */
  static final int PANELS = 1064 / ROWS;

  private static final int STEPS_PANEL = DEPTH * STEP + LINE;
  private static final int B_PANEL = (DEPTH + L) * WIDTH + LINE;

  private static final ThreadLocal<FloatBlocks> OF_THREAD =
      ThreadLocal.withInitial(FloatBlocks::new);

  final FloatTile tile = new FloatTile();

  /** Always 0. */
  private final float[] zeros = new float[WIDTH];

  /** The chains' starts at C's right edge. */
  private final float[] start = new float[WIDTH];

  /** A tile at C's right edge. */
  final float[] edge = new float[ROWS * WIDTH];

  private final float[] a = new float[PANELS * Math.max(ROWS * PITCH, STEPS_PANEL) + L];
  private final float[] b = new float[COLUMNS / WIDTH * B_PANEL];
  private final FloatTransposer transposer = new FloatTransposer();

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
  void usePanels(int panelA, int panelB, boolean steps) {
    tile.aFrom = panelA * (steps ? STEPS_PANEL : ROWS * PITCH);
    tile.bFrom = panelB * B_PANEL;
  }

  /** Sets the initial values of a tile's chains, those of every row, or +0. */
  void startAt(@Nullable FloatMatrix all, int j, int columns) {
    tile.startNext = 0;
    tile.startFrom = 0;
    if (all == null) {
      tile.start = zeros;
    } else if (columns == WIDTH) {
      tile.start = all.array();
      tile.startFrom = all.offset() + j;
    } else {
      System.arraycopy(all.array(), all.offset() + j, start, 0, columns);
      tile.start = start;
    }
  }

  /** Packs steps k to k + steps of rows i to i + rows of A. */
  void packA(FloatMatrix m, boolean transposed, int i, int rows, int k, int steps) {
    if (transposed) {
      packSteps(m.array(), m.offset() + k * m.stride() + i, m.stride(), rows, steps);
    } else {
      for (int r = 0; r < rows; r++) {
        int from = m.offset() + (i + r) * m.stride() + k;
        System.arraycopy(m.array(), from, a, r * PITCH, steps);
      }
    }
  }

  private void packSteps(float[] from, int at, int stride, int rows, int steps) {
    int panels = (rows - 1) / ROWS + 1;
    int read = (panels - 1) * ROWS + Math.max(STEP, L);
    for (int k = 0; k < steps; k++) {
      int step = at + k * stride;
      if (step + read <= from.length) {
        packStep(from, step, panels, a, k * STEP);
      } else {
        for (int r = 0; r < rows; r += ROWS) {
          int to = r / ROWS * STEPS_PANEL + k * STEP;
          System.arraycopy(from, step + r, a, to, Math.min(ROWS, rows - r));
        }
      }
    }
  }

  /** Copies a step to its place in each panel; what is copied too much is not used. */
  private static void packStep(float[] from, int at, int panels, float[] to, int toAt) {
    for (int p = 0; p < panels; p++) {
      for (int j = 0; j < STEP; j += L) {
        FloatVector.fromArray(S, from, at + p * ROWS + j).intoArray(to, toAt + p * STEPS_PANEL + j);
      }
    }
  }

  /** Packs steps k to k + steps of columns j to j + columns of B. */
  void packB(FloatMatrix m, boolean transposed, int j, int columns, int k, int steps) {
    if (transposed) {
      int from = m.offset() + j * m.stride() + k;
      for (int p = 0; p < columns; p += WIDTH) {
        int width = Math.min(WIDTH, columns - p);
        transposer.transposeRoomy(
            m.array(),
            from + p * m.stride(),
            m.stride(),
            width,
            steps,
            b,
            p / WIDTH * B_PANEL,
            WIDTH);
      }
    } else {
      packColumns(m.array(), m.offset() + k * m.stride() + j, m.stride(), columns, steps);
    }
  }

  private void packColumns(float[] from, int at, int stride, int columns, int steps) {
    int panels = (columns - 1) / WIDTH + 1;
    for (int k = 0; k < steps; k++) {
      int row = at + k * stride;
      if (row + panels * WIDTH <= from.length) {
        packRow(from, row, panels, b, k * WIDTH);
      } else {
        for (int p = 0; p < columns; p += WIDTH) {
          int to = p / WIDTH * B_PANEL + k * WIDTH;
          System.arraycopy(from, row + p, b, to, Math.min(WIDTH, columns - p));
        }
      }
    }
  }

  private static void packRow(float[] from, int at, int panels, float[] to, int toAt) {
    for (int p = 0; p < panels; p++) {
      int f = at + p * WIDTH;
      int t = toAt + p * B_PANEL;
      FloatVector.fromArray(S, from, f).intoArray(to, t);
      FloatVector.fromArray(S, from, f + L).intoArray(to, t + L);
    }
  }
}
