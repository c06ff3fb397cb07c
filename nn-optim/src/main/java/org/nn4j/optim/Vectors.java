package org.nn4j.optim;

import org.nn4j.api.FloatMatrix;
import org.nn4j.api.Matrix;

/** Vector operations over rows of either precision; scalars are float64. */
final class Vectors {
  private Vectors() {}

  /** Returns a·b, in an order that depends on the size alone. */
  static double dot(Matrix a, Matrix b) {
    return a instanceof FloatMatrix
        ? FloatVectors.dot(FloatRow.array(a), FloatRow.array(b), a.columns())
        : DoubleVectors.dot(DoubleRow.array(a), DoubleRow.array(b), a.columns());
  }

  /** Returns Σ|a|. */
  static double magnitudes(Matrix a) {
    return a instanceof FloatMatrix
        ? FloatVectors.magnitudes(FloatRow.array(a), a.columns())
        : DoubleVectors.magnitudes(DoubleRow.array(a), a.columns());
  }

  /** Returns max|a|. */
  static double largest(Matrix a) {
    return a instanceof FloatMatrix
        ? FloatVectors.largest(FloatRow.array(a), a.columns())
        : DoubleVectors.largest(DoubleRow.array(a), a.columns());
  }

  /** Makes y factor·x; they may be one. */
  static void scaled(Matrix x, double factor, Matrix y) {
    if (x instanceof FloatMatrix) {
      FloatVectors.scaled(FloatRow.array(x), factor, FloatRow.array(y), x.columns());
    } else {
      DoubleVectors.scaled(DoubleRow.array(x), factor, DoubleRow.array(y), x.columns());
    }
  }

  /** Makes z x + factor·y; z may be one of them. */
  static void sum(Matrix x, double factor, Matrix y, Matrix z) {
    int size = x.columns();
    if (x instanceof FloatMatrix) {
      FloatVectors.sum(FloatRow.array(x), factor, FloatRow.array(y), FloatRow.array(z), size);
    } else {
      DoubleVectors.sum(DoubleRow.array(x), factor, DoubleRow.array(y), DoubleRow.array(z), size);
    }
  }
}
