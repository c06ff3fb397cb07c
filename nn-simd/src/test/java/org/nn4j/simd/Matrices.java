package org.nn4j.simd;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.nn4j.api.DoubleMatrix;
import org.nn4j.api.FloatMatrix;
import org.nn4j.api.Matrix;
import org.nn4j.api.Precision;

/** Matrices for tests: some start at an offset and have gaps, and whatever is not set is NaN. */
final class Matrices {
  private final Precision precision;
  private final Random random;

  Matrices(Precision precision, Random random) {
    this.precision = precision;
    this.random = random;
  }

  /** Returns NaN everywhere, in a layout drawn at random. */
  Matrix blank(int rows, int columns) {
    int offset = random.nextBoolean() ? 0 : 1 + random.nextInt(20);
    int stride = columns + (random.nextBoolean() ? 0 : 1 + random.nextInt(9));
    return blank(rows, columns, offset, stride);
  }

  private Matrix blank(int rows, int columns, int offset, int stride) {
    int length = offset + rows * stride + 7;
    if (precision == Precision.FLOAT32) {
      float[] array = new float[length];
      Arrays.fill(array, Float.NaN);
      return new FloatMatrix(array, offset, rows, columns, stride);
    }
    double[] array = new double[length];
    Arrays.fill(array, Double.NaN);
    return new DoubleMatrix(array, offset, rows, columns, stride);
  }

  /** Returns normal random numbers, a tenth of them 0, in a layout drawn at random. */
  Matrix random(int rows, int columns) {
    return drawn(blank(rows, columns));
  }

  /** Returns normal random numbers, a tenth of them 0, without gaps from an offset on. */
  Matrix randomAt(int offset, int rows, int columns) {
    return drawn(blank(rows, columns, offset, columns));
  }

  private Matrix drawn(Matrix m) {
    for (int r = 0; r < m.rows(); r++) {
      for (int c = 0; c < m.columns(); c++) {
        m.set(r, c, random.nextInt(10) == 0 ? 0 : random.nextGaussian());
      }
    }
    return m;
  }

  /** Returns the same elements in another layout. */
  Matrix copy(Matrix m) {
    Matrix copy = blank(m.rows(), m.columns());
    copy.copyFrom(m);
    return copy;
  }

  /** Returns a matrix computed element by element. */
  static Matrix computed(Precision precision, int rows, int columns, Element element) {
    Matrix m = Matrix.zeros(precision, rows, columns);
    for (int r = 0; r < rows; r++) {
      for (int c = 0; c < columns; c++) {
        m.set(r, c, element.at(r, c));
      }
    }
    return m;
  }

  /** The formula of an element. */
  interface Element {
    double at(int row, int column);
  }

  /** Asserts that two matrices have the same bits, NaN being one value. */
  static void assertSameBits(Matrix actual, Matrix expected, String what) {
    for (int r = 0; r < expected.rows(); r++) {
      for (int c = 0; c < expected.columns(); c++) {
        double got = actual.get(r, c);
        double want = expected.get(r, c);
        if (Double.doubleToLongBits(got) != Double.doubleToLongBits(want)) {
          throw new AssertionError(
              what + ": element (" + r + ", " + c + ") is " + got + " instead of " + want);
        }
      }
    }
    assertGapsUntouched(actual, what);
  }

  private static void assertGapsUntouched(Matrix m, String what) {
    for (int i = 0; i < length(m); i++) {
      int at = i - m.offset();
      boolean inside =
          at >= 0 && m.columns() > 0 && at / m.stride() < m.rows() && at % m.stride() < m.columns();
      if (!inside) {
        assertThat(element(m, i)).as("%s: element %d of the array, outside", what, i).isNaN();
      }
    }
  }

  private static int length(Matrix m) {
    return m instanceof FloatMatrix f ? f.array().length : ((DoubleMatrix) m).array().length;
  }

  private static double element(Matrix m, int i) {
    return m instanceof FloatMatrix f ? f.array()[i] : ((DoubleMatrix) m).array()[i];
  }
}
