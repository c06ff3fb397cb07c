package org.nn4j.simd;

/**
 * What a micro-kernel works on: a tile of C, whose every element is one chain of {@code fma} over
 * {@link #depth} steps.
 *
 * <p>Lanes go along C's columns. A tile of r rows by v vectors keeps its r·v accumulators in
 * registers; a step loads v vectors of B and broadcasts r elements of A, so r·v {@code fma} share r
 * + v loads. The fields are set by {@link FloatSimdProducts}. A tile with fewer rows than the
 * micro-kernel computes the last one twice, and stores the same value twice.
 */
final class FloatTile {
  private static final float[] NONE = {};

  int depth;

  float[] a = NONE;
  int aFrom;

  /** From a row of the tile to the next. */
  int aNext;

  /** From a step of the chains to the next. */
  int aStep;

  float[] b = NONE;
  int bFrom;
  int bStep;

  /** Where the chains start. */
  float[] start = NONE;

  int startFrom;
  int startNext;

  /** Where their ends go; may be where they start. */
  float[] c = NONE;

  int cFrom;
  int cNext;

  /** Number of rows less one. */
  int lastRow;

  /**
   * Tells whether a row of A lies in one piece and B is a panel of so many vectors, which starts at
   * 0. Where loop and addresses go in step, C2 needs no range checks.
   */
  boolean plain(int vectors) {
    return aStep == 1 && bFrom == 0 && bStep == vectors * FloatPanel.LANES;
  }

  /** Returns how many rows a tile of so many vectors has at most. */
  int rows(int vectors) {
    return vectors == 4 && plain(vectors) ? FloatMicro4.PLAIN_ROWS : FloatPanel.ROWS;
  }

  int aRow(int row) {
    return aFrom + row * aNext;
  }

  int startRow(int row) {
    return startFrom + row * startNext;
  }

  int cRow(int row) {
    return cFrom + row * cNext;
  }

  /** Lets go of the matrices, which a thread should not keep alive. */
  void release() {
    a = NONE;
    b = NONE;
    start = NONE;
    c = NONE;
  }

  /** Runs the micro-kernel of this width. */
  void run(int vectors) {
    switch (vectors) {
      case 1 -> FloatMicro1.run(this);
      case 2 -> FloatMicro2.run(this);
      case 3 -> FloatMicro3.run(this);
      default -> FloatMicro4.run(this);
    }
  }
}
