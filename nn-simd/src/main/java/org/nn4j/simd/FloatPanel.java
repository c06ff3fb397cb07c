package org.nn4j.simd;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;
import org.nn4j.api.FloatMatrix;

/**
 * A thread's copy of a panel of the right factor: rows of a few vectors without gaps, one for each
 * step of the chains.
 *
 * <p>A panel of half the size of a first-level cache stays there for all rows of C; without the
 * copy, rows at a stride that is a multiple of a page would evict one another.
 */
final class FloatPanel {
  private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;

  /** Lanes of a vector. */
  static final int LANES = S.length();

  private static final int L = LANES;

  /** Maximum width of a panel in vectors: 512 bits come with 32 registers, the others with 16. */
  static final int VECTORS = S.vectorBitSize() == 512 ? 4 : 3;

  /** Rows of the tallest tile, whose accumulators occupy all registers but a few. */
  static final int ROWS = S.vectorBitSize() == 512 ? 6 : 4;

  /** Rows of the tallest tile of one or two vectors. */
  static final int TALL_ROWS = S.vectorBitSize() == 512 ? 10 : ROWS;

  /** Vectors of a tile of one row: chains enough, and lines of memory in turn. */
  static final int ROW_VECTORS = 8;

  /** Steps of the chains in one panel. */
  static final int DEPTH = 64 * 1024 / (VECTORS * S.vectorByteSize());

  /** Below this number of rows in all tiles together, the right factor is read in place. */
  private static final int FEW_ROWS = 3 * ROWS;

  private static final ThreadLocal<FloatPanel> OF_THREAD = ThreadLocal.withInitial(FloatPanel::new);

  final FloatTile tile = new FloatTile();
  final float[] panel = new float[(DEPTH + L) * VECTORS * L];

  /** A tile at C's right edge, where a vector would extend beyond C. */
  final float[] edge = new float[ROWS * VECTORS * L];

  /** The chains' starts at C's right edge, followed by zeros. */
  final float[] start = new float[VECTORS * L];

  /** Always 0. */
  final float[] zeros = new float[ROW_VECTORS * L];

  final FloatTransposer transposer = new FloatTransposer();

  /** A part of a product to be transposed. */
  final float[] block = new float[FloatSwappedProducts.COLUMNS * VECTORS * L];

  private FloatPanel() {}

  static FloatPanel ofThread() {
    return OF_THREAD.get();
  }

  /**
   * Splits columns evenly into panels, without a narrow rest; returns the width of the first panel.
   *
   * @param tileRows rows of all tiles together: for the tallest tile panels are narrower
   */
  static int width(int columns, int tileRows) {
    int most = tileRows > ROWS && tileRows <= TALL_ROWS ? 2 : VECTORS;
    int vectors = (columns - 1) / L + 1;
    int panels = (vectors - 1) / most + 1;
    return ((vectors - 1) / panels + 1) * L;
  }

  /**
   * Sets the tiles' right factor to {@code columns} columns of b from row k and column j on: in
   * place, or copied where enough tiles share the copy or a row is narrower than the panel.
   *
   * @param tileRows rows of all tiles together
   */
  void use(FloatMatrix b, int k, int j, int steps, int columns, int width, int tileRows) {
    int from = b.offset() + k * b.stride() + j;
    if (tileRows < FEW_ROWS && columns == width) {
      tile.b = b.array();
      tile.bFrom = from;
      tile.bStep = b.stride();
    } else {
      load(b.array(), from, b.stride(), steps, columns, width);
    }
  }

  private void usePanel(int width) {
    tile.b = panel;
    tile.bFrom = 0;
    tile.bStep = width;
  }

  /**
   * Copies {@code steps} rows of {@code columns} elements, followed by whatever follows in b, or 0.
   *
   * @param width elements in a row of the panel, a multiple of a vector
   */
  private void load(float[] b, int from, int stride, int steps, int columns, int width) {
    usePanel(width);
    int whole = steps;
    while (whole > 0 && from + (whole - 1) * stride + width > b.length) {
      whole--;
    }
    if (width == L) {
      loadVectors(b, from, stride, whole);
    } else if (width == 2 * L) {
      loadPairs(b, from, stride, whole);
    } else {
      for (int k = 0; k < whole; k++) {
        int at = from + k * stride;
        for (int j = 0; j < width; j += L) {
          FloatVector.fromArray(S, b, at + j).intoArray(panel, k * width + j);
        }
      }
    }
    for (int k = whole; k < steps; k++) {
      System.arraycopy(b, from + k * stride, panel, k * width, columns);
      Arrays.fill(panel, k * width + columns, (k + 1) * width, 0.0f);
    }
  }

  private void loadVectors(float[] b, int from, int stride, int steps) {
    float[] to = panel;
    int at = from;
    for (int k = 0; k < steps; k++) {
      FloatVector.fromArray(S, b, at).intoArray(to, k * L);
      at += stride;
    }
  }

  private void loadPairs(float[] b, int from, int stride, int steps) {
    float[] to = panel;
    int at = from;
    for (int k = 0; k < steps; k++) {
      FloatVector.fromArray(S, b, at).intoArray(to, k * (2 * L));
      FloatVector.fromArray(S, b, at + L).intoArray(to, k * (2 * L) + L);
      at += stride;
    }
  }

  /** Copies {@code columns} rows of {@code steps} elements into the panel's columns. */
  void loadTransposed(float[] b, int from, int stride, int steps, int columns, int width) {
    usePanel(width);
    transposer.transposeRoomy(b, from, stride, columns, steps, panel, 0, width);
  }
}
