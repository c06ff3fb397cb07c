package org.nn4j.simd;

/**
 * The operands of a micro-kernel: a tile of C, in which every element is one chain of {@code fma}
 * over {@link #depth} steps.
 *
 * <p>Lanes run along C's columns. A tile of r rows by v vectors keeps its r·v accumulators in
 * registers; a step loads v vectors of B and broadcasts r elements of A, so r·v {@code fma} share r
 * + v loads. The fields are set by {@link FloatSimdProducts}. {@link FloatMicroKernels} has no
 * kernel for every number of rows: for a tile with one row less than its kernel the last one is
 * computed twice, and the same values are stored twice.
 */
final class FloatTile {
  /** Rows of {@code plain5x4}. Six would spill: JDK 17 broadcasts all of A before it adds. */
  private static final int PLAIN_ROWS = 5;

  private static final float[] NONE = {};

  int depth;

  float[] a = NONE;
  int aFrom;

  /** Distance from a row of the tile to the next. */
  int aNext;

  /** Distance from a step of the chains to the next. */
  int aStep;

  float[] b = NONE;
  int bFrom;
  int bStep;

  /** The chains' initial values. */
  float[] start = NONE;

  int startFrom;
  int startNext;

  /** Their results; may be the array of their initial values. */
  float[] c = NONE;

  int cFrom;
  int cNext;

  /** Number of rows less one. */
  int lastRow;

  /**
   * Whether a row of A is contiguous and B is a panel of that many vectors that starts at index 0.
   * Where the loop's index gives the addresses, C2 needs no range checks.
   */
  boolean plain(int vectors) {
    return aStep == 1 && bFrom == 0 && bStep == vectors * FloatPanel.LANES;
  }

  /** Whether A's rows lie side by side, and none of the eight or ten of a kernel is missing. */
  private boolean columns() {
    return aNext == 1 && (lastRow & 1) != 0;
  }

  /** Returns the rows of a tile of that many vectors, such that tiles share {@code all} evenly. */
  int rows(int vectors, int all) {
    int most = mostRows(vectors);
    int tiles = (all - 1) / most + 1;
    int rows = (all - 1) / tiles + 1;
    return vectors <= 2 ? rows + (rows & 1) : rows; // kernels of one or two vectors have even rows
  }

  private int mostRows(int vectors) {
    return switch (vectors) {
      case 1, 2 -> FloatPanel.TALL_ROWS;
      case 4 -> plain(4) ? PLAIN_ROWS : FloatPanel.ROWS;
      default -> FloatPanel.ROWS;
    };
  }

  /** Forgets the matrices, which a thread should not keep alive. */
  void release() {
    a = NONE;
    b = NONE;
    start = NONE;
    c = NONE;
  }

  /** Computes the tile, which is that many vectors wide. */
  void run(int vectors) {
    switch (vectors) {
      case 1 -> runOneVector(this);
      case 2 -> runTwoVectors(this);
      case 3 -> runThreeVectors(this);
      case FloatPanel.ROW_VECTORS -> FloatMicroKernels.tile1x8(this);
      default -> runFourVectors(this);
    }
  }

  private static void runOneVector(FloatTile t) {
    switch (t.lastRow) {
      case 0 -> FloatMicroKernels.tile1x1(t);
      case 1 -> FloatMicroKernels.tile2x1(t);
      case 2, 3 -> FloatMicroKernels.tile4x1(t);
      case 4, 5 -> FloatMicroKernels.tile6x1(t);
      default -> runTallOne(t);
    }
  }

  private static void runTallOne(FloatTile t) {
    boolean ten = t.lastRow >= 8;
    if (t.plain(1)) {
      if (ten) {
        FloatMicroKernels.plain10x1(t);
      } else {
        FloatMicroKernels.plain8x1(t);
      }
    } else if (t.columns()) {
      if (ten) {
        FloatMicroKernels.columns10x1(t);
      } else {
        FloatMicroKernels.columns8x1(t);
      }
    } else if (ten) {
      FloatMicroKernels.tile10x1(t);
    } else {
      FloatMicroKernels.tile8x1(t);
    }
  }

  private static void runTwoVectors(FloatTile t) {
    switch (t.lastRow) {
      case 0 -> FloatMicroKernels.tile1x2(t);
      case 1 -> FloatMicroKernels.tile2x2(t);
      case 2, 3 -> FloatMicroKernels.tile4x2(t);
      case 4, 5 -> FloatMicroKernels.tile6x2(t);
      default -> runTallTwo(t);
    }
  }

  private static void runTallTwo(FloatTile t) {
    boolean ten = t.lastRow >= 8;
    if (t.plain(2)) {
      if (ten) {
        FloatMicroKernels.plain10x2(t);
      } else {
        FloatMicroKernels.plain8x2(t);
      }
    } else if (t.columns()) {
      if (ten) {
        FloatMicroKernels.columns10x2(t);
      } else {
        FloatMicroKernels.columns8x2(t);
      }
    } else if (ten) {
      FloatMicroKernels.tile10x2(t);
    } else {
      FloatMicroKernels.tile8x2(t);
    }
  }

  private static void runThreeVectors(FloatTile t) {
    switch (t.lastRow) {
      case 0 -> FloatMicroKernels.tile1x3(t);
      case 1 -> FloatMicroKernels.tile2x3(t);
      case 2, 3 -> FloatMicroKernels.tile4x3(t);
      default -> FloatMicroKernels.tile6x3(t);
    }
  }

  private static void runFourVectors(FloatTile t) {
    switch (t.lastRow) {
      case 0 -> FloatMicroKernels.tile1x4(t);
      case 1 -> FloatMicroKernels.tile2x4(t);
      case 2, 3 -> FloatMicroKernels.tile4x4(t);
      default -> {
        if (t.plain(4)) {
          FloatMicroKernels.plain5x4(
              t); // the loop of most products: neither spills nor range checks
        } else {
          FloatMicroKernels.tile6x4(t);
        }
      }
    }
  }
}
