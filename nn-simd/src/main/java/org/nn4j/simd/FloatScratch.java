package org.nn4j.simd;

import org.nn4j.api.FloatMatrix;

/**
 * A thread's working memory for the scalar kernels, allocated at first use.
 *
 * <p>C2 vectorises a loop over several arrays only if all are read and written at the same index;
 * with different offsets it cannot rule out that the store of one iteration feeds the load of the
 * next. So a block of the right factor and four rows of the result are copied into arrays that
 * start at index 0, which makes products four to five times faster.
 */
final class FloatScratch {
  /** Steps of the chains in one panel. */
  static final int DEPTH = 64;

  /** Maximum width of a panel: with {@link #DEPTH}, a panel fits in the second-level cache. */
  static final int WIDTH = 512;

  private static final ThreadLocal<FloatScratch> OF_THREAD =
      ThreadLocal.withInitial(FloatScratch::new);

  final float[][] panel = new float[DEPTH][WIDTH];
  final float[] row0 = new float[WIDTH];
  final float[] row1 = new float[WIDTH];
  final float[] row2 = new float[WIDTH];
  final float[] row3 = new float[WIDTH];

  /** The left factor. */
  final Strided x = new Strided();

  /** The right factor, where it is read in place. */
  final Strided y = new Strided();

  /** The result, by the left factor's vectors. */
  final Strided c = new Strided();

  private FloatScratch() {}

  static FloatScratch ofThread() {
    return OF_THREAD.get();
  }

  /** A matrix as a sequence of strided vectors, with a position of four of them. */
  static final class Strided {
    private static final float[] NONE = {};

    float[] array = NONE;

    /** Distance from an element of a vector to the next. */
    int step;

    /** Number of vectors. */
    int count;

    /** Elements of a vector. */
    int length;

    /** Indices of the four vectors' first elements. */
    int at0;

    int at1;
    int at2;
    int at3;

    private int offset;
    private int next;

    private Strided() {}

    /** Sets the vectors to a matrix' rows, or to its columns. */
    void set(FloatMatrix m, boolean rows) {
      array = m.array();
      offset = m.offset();
      count = rows ? m.rows() : m.columns();
      length = rows ? m.columns() : m.rows();
      next = rows ? m.stride() : 1;
      step = rows ? 1 : m.stride();
    }

    /** Moves to the vectors i to i + 3; the last vector stands for those beyond it. */
    void moveTo(int i) {
      int last = count - 1;
      at0 = offset + i * next;
      at1 = offset + Math.min(i + 1, last) * next;
      at2 = offset + Math.min(i + 2, last) * next;
      at3 = offset + Math.min(i + 3, last) * next;
    }
  }

  /** Forgets the matrices, which a thread should not keep alive. */
  void release() {
    x.array = Strided.NONE;
    y.array = Strided.NONE;
    c.array = Strided.NONE;
  }

  /** Copies {@code steps} rows of {@code width} elements into the panel. */
  void load(float[] w, int from, int stride, int steps, int width) {
    for (int k = 0; k < steps; k++) {
      System.arraycopy(w, from + k * stride, panel[k], 0, width);
    }
  }

  /** Copies {@code width} rows of {@code steps} elements into the panel's columns. */
  void loadTransposed(float[] w, int from, int stride, int steps, int width) {
    int k = 0;
    for (; k <= steps - 4; k += 4) {
      transposeFour(w, from + k, stride, panel[k], panel[k + 1], panel[k + 2], panel[k + 3], width);
    }
    for (; k < steps; k++) {
      float[] row = panel[k];
      for (int j = 0; j < width; j++) {
        row[j] = w[from + k + j * stride];
      }
    }
  }

  private static void transposeFour(
      float[] w, int from, int stride, float[] p0, float[] p1, float[] p2, float[] p3, int width) {
    for (int j = 0; j < width; j++) {
      int at = from + j * stride;
      p0[j] = w[at];
      p1[j] = w[at + 1];
      p2[j] = w[at + 2];
      p3[j] = w[at + 3];
    }
  }
}
