package org.nn4j.simd;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/**
 * A thread's copy of a panel of the right factor: rows of a few vectors, one a step of the chains,
 * without gaps.
 *
 * <p>A panel half the size of a first-level cache stays there while all rows of C pass; without the
 * copy, a stride that is a multiple of a page would put its rows in each other's way.
 */
final class FloatPanel {
  private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;

  /** Lanes of a vector. */
  static final int LANES = S.length();

  private static final int L = LANES;

  /** Greatest width of a panel, in vectors: 512 bits come with 32 registers, the others with 16. */
  static final int VECTORS = S.vectorBitSize() == 512 ? 4 : 3;

  /** Rows of the highest tile; with its accumulators all registers but a few are taken. */
  static final int ROWS = S.vectorBitSize() == 512 ? 6 : 4;

  /** Steps of the chains in one panel. */
  static final int DEPTH = 64 * 1024 / (VECTORS * S.vectorByteSize());

  private static final ThreadLocal<FloatPanel> OF_THREAD = ThreadLocal.withInitial(FloatPanel::new);

  /** Stages of a transposition: d exchanges what lies d lanes and d rows apart. */
  private static final VectorShuffle<Float> SHUFFLE_1 = exchange(1);

  private static final VectorShuffle<Float> SHUFFLE_2 = exchange(2);
  private static final VectorShuffle<Float> SHUFFLE_4 = exchange(4);
  private static final VectorShuffle<Float> SHUFFLE_8 = exchange(8);
  private static final VectorMask<Float> MASK_1 = oddBlocks(1);
  private static final VectorMask<Float> MASK_2 = oddBlocks(2);
  private static final VectorMask<Float> MASK_4 = oddBlocks(4);
  private static final VectorMask<Float> MASK_8 = oddBlocks(8);

  final FloatTile tile = new FloatTile();
  final float[] panel = new float[DEPTH * VECTORS * L];

  /** A tile at C's right edge, where a vector of C would reach beyond. */
  final float[] edge = new float[ROWS * VECTORS * L];

  /** The chains' starts at C's right edge, and zeros behind. */
  final float[] start = new float[VECTORS * L];

  /** Always 0. */
  final float[] zeros = new float[VECTORS * L];

  private final float[] square = new float[L * L];

  private FloatPanel() {}

  static FloatPanel ofThread() {
    return OF_THREAD.get();
  }

  /** Makes the panel, of rows of this width, the tiles' right factor. */
  void useFor(int width) {
    tile.b = panel;
    tile.bFrom = 0;
    tile.bStep = width;
  }

  /**
   * Copies {@code steps} rows of {@code columns} elements. Behind them comes whatever follows in b,
   * or 0.
   *
   * @param width elements of a row of the panel, a multiple of a vector
   */
  void load(float[] b, int from, int stride, int steps, int columns, int width) {
    int whole = steps;
    while (whole > 0 && from + (whole - 1) * stride + width > b.length) {
      whole--;
    }
    for (int k = 0; k < whole; k++) {
      int at = from + k * stride;
      for (int j = 0; j < width; j += L) {
        FloatVector.fromArray(S, b, at + j).intoArray(panel, k * width + j);
      }
    }
    for (int k = whole; k < steps; k++) {
      System.arraycopy(b, from + k * stride, panel, k * width, columns);
      Arrays.fill(panel, k * width + columns, (k + 1) * width, 0.0f);
    }
  }

  /** Copies {@code columns} rows of {@code steps} elements into the panel's columns. */
  void loadTransposed(float[] b, int from, int stride, int steps, int columns, int width) {
    int wholeSteps = L < 4 ? 0 : steps / L * L;
    int wholeColumns = L < 4 ? 0 : columns / L * L;
    for (int j = 0; j < wholeColumns; j += L) {
      for (int k = 0; k < wholeSteps; k += L) {
        transpose(b, from + j * stride + k, stride, k * width + j, width);
      }
    }
    for (int j = 0; j < wholeColumns; j++) {
      copyColumn(b, from + j * stride, wholeSteps, steps, j, width);
    }
    for (int j = wholeColumns; j < columns; j++) {
      copyColumn(b, from + j * stride, 0, steps, j, width);
    }
  }

  private void copyColumn(float[] b, int from, int firstStep, int steps, int j, int width) {
    for (int k = firstStep; k < steps; k++) {
      panel[k * width + j] = b[from + k];
    }
  }

  /** Transposes a square of L by L elements, two stages a pass. */
  private void transpose(float[] b, int from, int stride, int to, int width) {
    stages1And2(b, from, stride, square);
    if (L == 16) {
      stages4And8(square, panel, to, width);
    } else if (L == 8) {
      stage4(square, panel, to, width);
    } else {
      for (int r = 0; r < L; r++) {
        FloatVector.fromArray(S, square, r * L).intoArray(panel, to + r * width);
      }
    }
  }

  private static void stages1And2(float[] b, int from, int stride, float[] m) {
    for (int r = 0; r < L; r += 4) {
      int at = from + r * stride;
      FloatVector x0 = FloatVector.fromArray(S, b, at);
      FloatVector x1 = FloatVector.fromArray(S, b, at + stride);
      FloatVector x2 = FloatVector.fromArray(S, b, at + 2 * stride);
      FloatVector x3 = FloatVector.fromArray(S, b, at + 3 * stride);
      FloatVector y0 = x0.blend(x1.rearrange(SHUFFLE_1), MASK_1);
      FloatVector y1 = x0.rearrange(SHUFFLE_1).blend(x1, MASK_1);
      FloatVector y2 = x2.blend(x3.rearrange(SHUFFLE_1), MASK_1);
      FloatVector y3 = x2.rearrange(SHUFFLE_1).blend(x3, MASK_1);
      y0.blend(y2.rearrange(SHUFFLE_2), MASK_2).intoArray(m, r * L);
      y1.blend(y3.rearrange(SHUFFLE_2), MASK_2).intoArray(m, (r + 1) * L);
      y0.rearrange(SHUFFLE_2).blend(y2, MASK_2).intoArray(m, (r + 2) * L);
      y1.rearrange(SHUFFLE_2).blend(y3, MASK_2).intoArray(m, (r + 3) * L);
    }
  }

  private static void stage4(float[] m, float[] panel, int to, int width) {
    for (int r = 0; r < 4; r++) {
      FloatVector x = FloatVector.fromArray(S, m, r * L);
      FloatVector y = FloatVector.fromArray(S, m, (r + 4) * L);
      x.blend(y.rearrange(SHUFFLE_4), MASK_4).intoArray(panel, to + r * width);
      x.rearrange(SHUFFLE_4).blend(y, MASK_4).intoArray(panel, to + (r + 4) * width);
    }
  }

  private static void stages4And8(float[] m, float[] panel, int to, int width) {
    for (int r = 0; r < 4; r++) {
      FloatVector x0 = FloatVector.fromArray(S, m, r * L);
      FloatVector x1 = FloatVector.fromArray(S, m, (r + 4) * L);
      FloatVector x2 = FloatVector.fromArray(S, m, (r + 8) * L);
      FloatVector x3 = FloatVector.fromArray(S, m, (r + 12) * L);
      FloatVector y0 = x0.blend(x1.rearrange(SHUFFLE_4), MASK_4);
      FloatVector y1 = x0.rearrange(SHUFFLE_4).blend(x1, MASK_4);
      FloatVector y2 = x2.blend(x3.rearrange(SHUFFLE_4), MASK_4);
      FloatVector y3 = x2.rearrange(SHUFFLE_4).blend(x3, MASK_4);
      y0.blend(y2.rearrange(SHUFFLE_8), MASK_8).intoArray(panel, to + r * width);
      y1.blend(y3.rearrange(SHUFFLE_8), MASK_8).intoArray(panel, to + (r + 4) * width);
      y0.rearrange(SHUFFLE_8).blend(y2, MASK_8).intoArray(panel, to + (r + 8) * width);
      y1.rearrange(SHUFFLE_8).blend(y3, MASK_8).intoArray(panel, to + (r + 12) * width);
    }
  }

  /** Returns the shuffle that exchanges neighbouring blocks of d lanes. */
  private static VectorShuffle<Float> exchange(int d) {
    return VectorShuffle.fromOp(S, lane -> d < L ? lane ^ d : lane);
  }

  private static VectorMask<Float> oddBlocks(int d) {
    boolean[] odd = new boolean[L];
    for (int lane = 0; lane < L; lane++) {
      odd[lane] = (lane & d) != 0;
    }
    return VectorMask.fromArray(S, odd, 0);
  }
}
