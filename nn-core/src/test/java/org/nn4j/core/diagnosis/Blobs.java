package org.nn4j.core.diagnosis;

import org.nn4j.api.Matrix;
import org.nn4j.api.Precision;
import org.nn4j.core.data.MatrixDataset;
import org.nn4j.core.random.RandomStream;

/** Two Gaussian blobs in three dimensions, with the class as 0 or 1. */
final class Blobs {
  private Blobs() {}

  static Matrix x(int n) {
    RandomStream random = new RandomStream(7, "blobs");
    Matrix x = Matrix.zeros(Precision.FLOAT32, n, 3);
    for (int i = 0; i < n; i++) {
      for (int c = 0; c < 3; c++) {
        x.set(i, c, random.nextGaussian() + (i % 2 == 0 ? -0.5 : 0.5));
      }
    }
    return x;
  }

  static Matrix y(int n) {
    Matrix y = Matrix.zeros(Precision.FLOAT32, n, 1);
    for (int i = 0; i < n; i++) {
      y.set(i, 0, i % 2);
    }
    return y;
  }

  static MatrixDataset data(int n) {
    return new MatrixDataset(x(n), y(n));
  }
}
