package org.nn4j.simd;

import java.util.function.IntToDoubleFunction;
import org.nn4j.api.Matrix;
import org.nn4j.api.Precision;
import org.nn4j.api.math.NnMath;

/**
 * The orders of operations that {@link org.nn4j.api.Kernels} states, written the plainest way.
 *
 * <p>Numbers travel as double; every operation is performed in the given precision.
 */
record Reference(Precision precision) {

  double fma(double a, double b, double c) {
    return single() ? Math.fma((float) a, (float) b, (float) c) : Math.fma(a, b, c);
  }

  double add(double a, double b) {
    return single() ? (float) a + (float) b : a + b;
  }

  double multiply(double a, double b) {
    return single() ? (float) a * (float) b : a * b;
  }

  double divide(double a, double b) {
    return single() ? (float) a / (float) b : a / b;
  }

  double exp(double x) {
    return single() ? NnMath.exp((float) x) : NnMath.exp(x);
  }

  double log(double x) {
    return single() ? NnMath.log((float) x) : NnMath.log(x);
  }

  /** A chain of n steps from {@code start}. */
  double chain(double start, int n, IntToDoubleFunction x, IntToDoubleFunction y) {
    double s = start;
    for (int i = 0; i < n; i++) {
      s = fma(x.applyAsDouble(i), y.applyAsDouble(i), s);
    }
    return s;
  }

  double sum16(int n, IntToDoubleFunction x) {
    double[] lanes = new double[16];
    for (int i = 0; i < n; i++) {
      lanes[i % 16] = add(lanes[i % 16], x.applyAsDouble(i));
    }
    return pairwise(lanes);
  }

  double dot16(int n, IntToDoubleFunction x, IntToDoubleFunction y) {
    double[] lanes = new double[16];
    for (int i = 0; i < n; i++) {
      lanes[i % 16] = fma(x.applyAsDouble(i), y.applyAsDouble(i), lanes[i % 16]);
    }
    return pairwise(lanes);
  }

  private double pairwise(double[] lanes) {
    for (int half = 8; half > 0; half /= 2) {
      for (int j = 0; j < half; j++) {
        lanes[j] = add(lanes[j], lanes[j + half]);
      }
    }
    return lanes[0];
  }

  /** A matrix computed element by element. */
  Matrix matrix(int rows, int columns, Element element) {
    Matrix m = Matrix.zeros(precision, rows, columns);
    for (int r = 0; r < rows; r++) {
      for (int c = 0; c < columns; c++) {
        m.set(r, c, element.at(r, c));
      }
    }
    return m;
  }

  private boolean single() {
    return precision == Precision.FLOAT32;
  }

  /** The formula of an element. */
  interface Element {
    double at(int row, int column);
  }
}
