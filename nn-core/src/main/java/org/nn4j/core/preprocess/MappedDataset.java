package org.nn4j.core.preprocess;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.nn4j.api.Matrix;
import org.nn4j.api.Precision;
import org.nn4j.core.data.MatrixDataset;
import org.nn4j.core.data.Table;

/**
 * Samples whose features stay in a mapped table until a batch is gathered: the same bits as a
 * matrix encoded in advance. Targets and weights, usually one number per sample, are in memory.
 */
final class MappedDataset extends DerivedDataset {
  /** The number of samples encoded at a time when all are encoded. */
  private static final int PIECE = 1 << 10;

  private final Table table;
  private final int[] rows;
  private final FeatureStep.Encoder[] encoders;
  private final int[] offsets;
  private final Precision precision;
  private final int width;

  /**
   * Creates a data set.
   *
   * @param rows the row of each sample, kept by reference
   * @param precision the precision of the features, whatever that of a batch
   * @param others targets and weights; no features
   * @throws org.nn4j.core.InputException if a value does not fit the precision
   */
  MappedDataset(
      FeatureEncoder features, Table table, int[] rows, Precision precision, MatrixDataset others) {
    super(others);
    this.table = table;
    this.rows = rows;
    this.precision = precision;
    this.encoders =
        features.steps().stream().map(s -> s.bind(table, rows)).toArray(FeatureStep.Encoder[]::new);
    this.offsets = new int[encoders.length];
    int offset = 0;
    for (int e = 0; e < encoders.length; e++) {
      offsets[e] = offset;
      offset += features.steps().get(e).width();
    }
    this.width = offset;
    requireFits();
  }

  /** Encodes all samples once, so that an error shows now, not in the middle of training. */
  private void requireFits() {
    Matrix scratch = Matrix.zeros(precision, Math.min(PIECE, rows.length), width);
    int[] order = new int[scratch.rows()];
    for (int from = 0; from < rows.length; from += PIECE) {
      int count = Math.min(PIECE, rows.length - from);
      for (int i = 0; i < count; i++) {
        order[i] = from + i;
      }
      features(order, 0, count, scratch);
    }
  }

  @Override
  public int featureWidth() {
    return width;
  }

  @Override
  public void features(int[] order, int from, int to, Matrix x) {
    // Column by column: the loops are short, and a row that was touched once is in the cache.
    for (int e = 0; e < encoders.length; e++) {
      encoders[e].encode(order, from, to, x, offsets[e]);
    }
    if (precision == Precision.FLOAT32 && x.precision() == Precision.FLOAT64) {
      // The same numbers as of a matrix of the data's precision.
      for (int i = 0; i < to - from; i++) {
        for (int c = 0; c < width; c++) {
          x.set(i, c, (float) x.get(i, c));
        }
      }
    }
  }

  @Override
  public long line(int sample) {
    return table.line(rows[sample]);
  }

  @Override
  public @Nullable Path file(int sample) {
    return table.places().file(rows[sample]);
  }
}
