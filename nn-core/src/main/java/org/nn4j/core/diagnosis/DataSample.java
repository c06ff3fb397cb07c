package org.nn4j.core.diagnosis;

import java.util.stream.IntStream;
import org.nn4j.api.Matrix;
import org.nn4j.api.Precision;
import org.nn4j.core.data.Dataset;

/**
 * Some samples of a data set, spread evenly over it, so that files sorted by class contribute all
 * classes.
 *
 * @param x features, one row per sample
 * @param y targets, one row per sample
 */
record DataSample(Matrix x, Matrix y) {

  /** Returns at most {@code most} samples. */
  static DataSample of(Dataset data, int most, Precision precision) {
    int[] rows = spread(data.size(), most);
    Matrix x = Matrix.zeros(precision, rows.length, data.featureWidth());
    Matrix y = Matrix.zeros(precision, rows.length, data.targetWidth());
    data.features(rows, 0, rows.length, x);
    data.targets(rows, 0, rows.length, y);
    return new DataSample(x, y);
  }

  /** Returns at most {@code most} indices below {@code size}, ascending and spread evenly. */
  static int[] spread(int size, int most) {
    int count = Math.min(size, most);
    return IntStream.range(0, count).map(i -> (int) ((long) i * size / count)).toArray();
  }
}
