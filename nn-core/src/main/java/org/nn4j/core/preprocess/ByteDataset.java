package org.nn4j.core.preprocess;

import org.jspecify.annotations.Nullable;
import org.nn4j.api.DoubleMatrix;
import org.nn4j.api.FloatMatrix;
import org.nn4j.api.Matrix;
import org.nn4j.api.Precision;
import org.nn4j.core.data.MatrixDataset;
import org.nn4j.core.data.NumericColumn;
import org.nn4j.core.data.Table;

/**
 * Samples whose features are whole numbers from 0 to 255, as pixels are. They stay bytes; the
 * encoding of each of a column's 256 possible numbers is computed once and looked up when a batch
 * is gathered: the same bits as a matrix encoded in advance, in a quarter or an eighth of the
 * memory.
 */
final class ByteDataset extends DerivedDataset {
  private static final int VALUES = 256;

  /** With fewer features the encoded matrix fits into a processor's caches and is faster. */
  private static final long LEAST = 1 << 21;

  /** With fewer rows the lookup table takes more memory than it saves. */
  private static final int FEWEST_ROWS = 4 * VALUES;

  /** An array holds no more; creating a matrix of that size reports it in the user's terms. */
  private static final long MOST = Integer.MAX_VALUE;

  private final byte[] bytes;
  private final Matrix encoded;
  private final int width;

  private ByteDataset(byte[] bytes, Matrix encoded, MatrixDataset others) {
    super(others);
    this.bytes = bytes;
    this.encoded = encoded;
    this.width = encoded.rows();
  }

  /**
   * Creates a data set, or returns null if a matrix is better or a feature does not fit.
   *
   * @param others targets, weights and lines; no features
   */
  static @Nullable ByteDataset of(
      FeatureEncoder features, Table table, int[] rows, Precision precision, MatrixDataset others) {
    long size = (long) rows.length * features.width();
    if (size < LEAST || size > MOST || rows.length < FEWEST_ROWS) {
      return null;
    }
    Matrix encoded = Matrix.zeros(precision, features.width(), VALUES);
    NumericColumn[] columns = new NumericColumn[features.width()];
    for (int p = 0; p < columns.length; p++) {
      if (!(features.steps().get(p) instanceof NumericFeature step)
          || !(table.find(step.column()) instanceof NumericColumn column)
          || !column.holdsBytes()
          || !encode(step, encoded.rows(p, p + 1))) {
        return null;
      }
      columns[p] = column;
    }
    return new ByteDataset(bytes(columns, rows), encoded, others);
  }

  /** Writes what each number becomes; returns whether all are finite. */
  private static boolean encode(NumericFeature step, Matrix row) {
    boolean finite = true;
    for (int value = 0; value < VALUES; value++) {
      row.set(0, value, step.input(value));
      finite &= Double.isFinite(row.get(0, value));
    }
    return finite;
  }

  /** Gathers the numbers row by row. */
  private static byte[] bytes(NumericColumn[] columns, int[] rows) {
    byte[] bytes = new byte[rows.length * columns.length];
    int next = 0;
    for (int row : rows) {
      for (NumericColumn column : columns) {
        bytes[next++] = (byte) column.value(row);
      }
    }
    return bytes;
  }

  @Override
  public int featureWidth() {
    return width;
  }

  @Override
  public void features(int[] order, int from, int to, Matrix x) {
    for (int i = from; i < to; i++) {
      int source = order[i] * width;
      if (x instanceof FloatMatrix floats && encoded instanceof FloatMatrix values) {
        gather(source, values.array(), floats.array(), x.offset() + (i - from) * x.stride());
      } else if (x instanceof DoubleMatrix doubles && encoded instanceof DoubleMatrix values) {
        gather(source, values.array(), doubles.array(), x.offset() + (i - from) * x.stride());
      } else {
        for (int p = 0; p < width; p++) {
          x.set(i - from, p, encoded.get(p, bytes[source + p] & 0xff));
        }
      }
    }
  }

  private void gather(int source, float[] values, float[] target, int start) {
    for (int p = 0; p < width; p++) {
      target[start + p] = values[p * VALUES + (bytes[source + p] & 0xff)];
    }
  }

  private void gather(int source, double[] values, double[] target, int start) {
    for (int p = 0; p < width; p++) {
      target[start + p] = values[p * VALUES + (bytes[source + p] & 0xff)];
    }
  }
}
