package org.nn4j.simd;

import org.nn4j.api.FloatMatrix;
import org.nn4j.api.math.NnMath;

/** Softmax and its logarithm, row by row. */
final class FloatSoftmax {
  private FloatSoftmax() {}

  /** Computes a = softmax(z); z and a may be the same. */
  static void softmax(FloatMatrix z, FloatMatrix a) {
    int n = a.columns();
    for (int i = 0; i < a.rows(); i++) {
      int from = row(a, i);
      subtract(z.array(), row(z, i), FloatRows.max(z.array(), row(z, i), n), a.array(), from, n);
      for (int j = from; j < from + n; j++) {
        a.array()[j] = FloatFunctions.decay(a.array()[j]);
      }
      float sum = FloatRows.sum(a.array(), from, n);
      for (int j = from; j < from + n; j++) {
        a.array()[j] /= sum;
      }
    }
  }
