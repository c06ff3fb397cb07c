package org.nn4j.core.preprocess;

import org.jspecify.annotations.Nullable;
import org.nn4j.api.DoubleMatrix;
import org.nn4j.api.FloatMatrix;
import org.nn4j.api.Matrix;
import org.nn4j.api.Precision;
import org.nn4j.core.data.Dataset;
import org.nn4j.core.data.MatrixDataset;
import org.nn4j.core.data.NumericColumn;
import org.nn4j.core.data.Table;

/**
 * Samples whose features are whole numbers from 0 to 255, as pixels are. They stay bytes; what each
 * of a column's 256 possible numbers becomes is computed once, and looked up when a batch is
 * gathered: the same bits as of a matrix encoded in advance, in a quarter or an eighth of the room.
 */
final class ByteDataset implements Dataset {
  private static final int VALUES = 256;

  /** With fewer features the encoded matrix fits into a processor's caches and is faster. */
  private static final long LEAST = 1 << 21;

  private final byte[] bytes;
  private final Matrix encoded;
  private final int width;
  private final MatrixDataset others;

  private ByteDataset(byte[] bytes, Matrix encoded, MatrixDataset others) {
    this.bytes = bytes;
    this.encoded = encoded;
    this.width = encoded.rows();
    this.others = others;
  }

  /**
   * Makes a data set, or returns null where a matrix does better or a feature does not fit.
   *
   * @param others targets, weights and lines; no features
   */
  static @Nullable ByteDataset of(
      FeatureEncoder features, Table table, int[] rows, Precision precision, MatrixDataset others) {
    int width = features.width();
    if ((long) rows.length * width < LEAST || !features.steps().stream().allMatch(s -> fits(s, table))) {
      return null;
    }
    byte[] bytes = new byte[Math.multiplyExact(rows.length, width)];
    Matrix encoded = Matrix.zeros(precision, width, VALUES);
    for (int p = 0; p < width; p++) {
      NumericFeature step = (NumericFeature) features.steps().get(p);
      NumericColumn column = Numbers.column(table, step.column());
      for (int i = 0; i < rows.length; i++) {
        bytes[i * width + p] = (byte) column.value(rows[i]);
      }
      for (int value = 0; value < VALUES; value++) {
        encoded.set(p, value, step.scaler().apply(value));
        if (Double.isInfinite(encoded.get(p, value))) {
          return null;
        }
      }
    }
    return new ByteDataset(bytes, encoded, others);
  }

  private static boolean fits(FeatureStep step, Table table) {
    return step instanceof NumericFeature
        && table.find(step.column()) instanceof NumericColumn column
        && column.holdsBytes();
  }

  @Override
  public int size() {
    return others.size();
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
    return others.line(sample);
  }
}
