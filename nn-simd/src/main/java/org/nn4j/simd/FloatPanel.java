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
  static final int DEPTH = 24 * 1024 / (VECTORS * S.vectorByteSize());

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

  /** Transposes a square of L by L elements. */
  private void transpose(float[] b, int from, int stride, int to, int width) {
    stage1(b, from, stride);
    stage2(square);
    if (L > 4) {
      stage4(square);
    }
    if (L > 8) {
      stage8(square);
    }
    for (int r = 0; r < L; r++) {
      FloatVector.fromArray(S, square, r * L).intoArray(panel, to + r * width);
    }
  }

  private void stage1(float[] b, int from, int stride) {
    for (int r = 0; r < L; r += 2) {
      FloatVector x = FloatVector.fromArray(S, b, from + r * stride);
      FloatVector y = FloatVector.fromArray(S, b, from + (r + 1) * stride);
      x.blend(y.rearrange(SHUFFLE_1), MASK_1).intoArray(square, r * L);
      x.rearrange(SHUFFLE_1).blend(y, MASK_1).intoArray(square, (r + 1) * L);
    }
  }

  private static void stage2(float[] m) {
    for (int i = 0; i < L / 2; i++) {
      int r = (i & -2) * 2 + (i & 1);
      FloatVector x = FloatVector.fromArray(S, m, r * L);
      FloatVector y = FloatVector.fromArray(S, m, (r + 2) * L);
      x.blend(y.rearrange(SHUFFLE_2), MASK_2).intoArray(m, r * L);
      x.rearrange(SHUFFLE_2).blend(y, MASK_2).intoArray(m, (r + 2) * L);
    }
  }

  private static void stage4(float[] m) {
    for (int i = 0; i < L / 2; i++) {
      int r = (i & -4) * 2 + (i & 3);
      FloatVector x = FloatVector.fromArray(S, m, r * L);
      FloatVector y = FloatVector.fromArray(S, m, (r + 4) * L);
      x.blend(y.rearrange(SHUFFLE_4), MASK_4).intoArray(m, r * L);
      x.rearrange(SHUFFLE_4).blend(y, MASK_4).intoArray(m, (r + 4) * L);
    }
  }

  private static void stage8(float[] m) {
    for (int r = 0; r < L / 2; r++) {
      FloatVector x = FloatVector.fromArray(S, m, r * L);
      FloatVector y = FloatVector.fromArray(S, m, (r + 8) * L);
      x.blend(y.rearrange(SHUFFLE_8), MASK_8).intoArray(m, r * L);
      x.rearrange(SHUFFLE_8).blend(y, MASK_8).intoArray(m, (r + 8) * L);
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
