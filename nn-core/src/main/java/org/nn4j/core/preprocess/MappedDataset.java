package org.nn4j.core.preprocess;

import org.nn4j.api.Matrix;
import org.nn4j.api.Precision;
import org.nn4j.core.data.Dataset;
import org.nn4j.core.data.MatrixDataset;
import org.nn4j.core.data.Table;

/**
 * Samples whose features stay in a mapped table until a batch is gathered: the same bits as of a
 * matrix encoded in advance. Targets and weights, a number a sample as a rule, are in memory.
 */
final class MappedDataset implements Dataset {
  private final Table table;
  private final int[] rows;
  private final RowEncoder[] encoders;
  private final int[] offsets;
  private final Precision precision;
  private final int width;
  private final MatrixDataset others;

  /**
   * Makes a data set.
   *
   * @param rows the row of each sample, kept by reference
   * @param precision the precision of the features, whatever that of a batch
   * @param others targets and weights; no features
   * @throws org.nn4j.core.InputException if a value does not fit the precision
   */
  MappedDataset(
      FeatureEncoder features, Table table, int[] rows, Precision precision, MatrixDataset others) {
    this.table = table;
    this.rows = rows;
    this.precision = precision;
    this.others = others;
    this.encoders = features.steps().stream().map(s -> s.bind(table)).toArray(RowEncoder[]::new);
    this.offsets = new int[encoders.length];
    int offset = 0;
    for (int e = 0; e < encoders.length; e++) {
      offsets[e] = offset;
      offset += features.steps().get(e).width();
    }
    this.width = offset;
    // What does not fit shows now, not in the middle of the training.
    Matrix scratch = Matrix.zeros(precision, 1, width);
    for (int row : rows) {
      encode(row, scratch, 0);
    }
  }

  private void encode(int row, Matrix x, int sample) {
    for (int e = 0; e < encoders.length; e++) {
      encoders[e].encode(row, x, sample, offsets[e]);
    }
    if (precision == Precision.FLOAT32 && x.precision() == Precision.FLOAT64) {
      // The same numbers as of a matrix of the data's precision.
      for (int c = 0; c < width; c++) {
        x.set(sample, c, (float) x.get(sample, c));
      }
    }
  }

  @Override
  public int size() {
    return rows.length;
  }

  @Override
  public int featureWidth() {
    return width;
  }

  @Override
  public int targetWidth() {
    return others.targetWidth();
  }

  @Override
  public void features(int[] order, int from, int to, Matrix x) {
    for (int i = from; i < to; i++) {
      encode(rows[order[i]], x, i - from);
    }
  }

  @Override
  public void targets(int[] order, int from, int to, Matrix y) {
    others.targets(order, from, to, y);
  }

  @Override
  public boolean weighted() {
    return others.weighted();
  }

  @Override
  public void weights(int[] order, int from, int to, Matrix w) {
    others.weights(order, from, to, w);
  }

  @Override
  public long line(int sample) {
    return table.line(rows[sample]);
  }
}
