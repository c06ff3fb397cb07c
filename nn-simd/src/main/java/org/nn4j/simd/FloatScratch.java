package org.nn4j.simd;

/**
 * A thread's working memory for products, allocated at its first product.
 *
 * <p>C2 vectorises a loop over several arrays only if all are read and written at the same index;
 * with an offset of its own for each array it cannot rule out that the store of one iteration feeds
 * the load of the next. So a block of the right factor and four rows of the result are copied into
 * arrays that start at index 0, which is worth a factor of four to five.
 */
final class FloatScratch {
  /** Steps of the chains in one panel. */
  static final int DEPTH = 64;

  /** Greatest width of a panel: with {@link #DEPTH}, a panel fits the second-level cache. */
  static final int WIDTH = 512;

  private static final ThreadLocal<FloatScratch> OF_THREAD =
      ThreadLocal.withInitial(FloatScratch::new);

  final float[][] panel = new float[DEPTH][WIDTH];
  final float[] row0 = new float[WIDTH];
  final float[] row1 = new float[WIDTH];
  final float[] row2 = new float[WIDTH];
  final float[] row3 = new float[WIDTH];

  private FloatScratch() {}

  static FloatScratch ofThread() {
    return OF_THREAD.get();
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
