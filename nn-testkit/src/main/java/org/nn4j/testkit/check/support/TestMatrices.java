package org.nn4j.testkit.check.support;

import java.util.Arrays;
import org.nn4j.api.DoubleMatrix;
import org.nn4j.api.FloatMatrix;
import org.nn4j.api.Matrix;
import org.nn4j.api.Precision;
import org.nn4j.core.random.RandomStream;

/** Matrices for checks. All numbers drawn are float32 numbers, equal in both precisions. */
public final class TestMatrices {
  private static final int OFFSET = 3;
  private static final int GAP = 5;

  private TestMatrices() {}

  /** Returns a random stream that is the same in every run. */
  public static RandomStream random(long seed) {
    return new RandomStream(seed, "testkit");
  }

  /** Returns a contiguous matrix of NaN. */
  public static Matrix blank(Precision precision, int rows, int columns) {
    Matrix matrix = Matrix.zeros(precision, rows, columns);
    matrix.fill(Double.NaN);
    return matrix;
  }

  /** Returns a matrix of NaN that starts inside its array and has gaps, which hold NaN too. */
  static Matrix blankView(Precision precision, int rows, int columns) {
    int stride = columns + GAP;
    Matrix all = blank(precision, 1, OFFSET + rows * stride + GAP);
    return all instanceof FloatMatrix f
        ? new FloatMatrix(f.array(), OFFSET, rows, columns, stride)
        : new DoubleMatrix(((DoubleMatrix) all).array(), OFFSET, rows, columns, stride);
  }

  public static Matrix copy(Matrix source) {
    Matrix copy = Matrix.zeros(source.precision(), source.rows(), source.columns());
    copy.copyFrom(source);
    return copy;
  }

  public static Matrix view(Matrix source) {
    Matrix view = blankView(source.precision(), source.rows(), source.columns());
    view.copyFrom(source);
    return view;
  }

  /** Returns a copy in another precision. */
  public static Matrix convert(Matrix source, Precision precision) {
    Matrix copy = Matrix.zeros(precision, source.rows(), source.columns());
    copy.copyFrom(source);
    return copy;
  }

  /** Returns normally distributed numbers. */
  public static Matrix normal(
      Precision precision, int rows, int columns, double deviation, long seed) {
    RandomStream random = random(seed);
    Matrix matrix = Matrix.zeros(precision, rows, columns);
    for (int r = 0; r < rows; r++) {
      for (int c = 0; c < columns; c++) {
        matrix.set(r, c, (float) (deviation * random.nextGaussian()));
      }
    }
    return matrix;
  }

  /** Returns a matrix of one column. */
  public static Matrix column(Precision precision, double... values) {
    Matrix matrix = Matrix.zeros(precision, values.length, 1);
    for (int r = 0; r < values.length; r++) {
      matrix.set(r, 0, values[r]);
    }
    return matrix;
  }

  /** Returns the given rows, in that order. */
  public static Matrix pick(Matrix source, int... rows) {
    Matrix result = Matrix.zeros(source.precision(), rows.length, source.columns());
    for (int r = 0; r < rows.length; r++) {
      result.copyRow(r, source, rows[r]);
    }
    return result;
  }

  /**
   * Compares two matrices row by row at the speed of the memory: where threads race, the time
   * should pass in the part.
   */
  static boolean sameBits(Matrix a, Matrix b) {
    boolean same = a.precision() == b.precision() && a.shape().equals(b.shape());
    for (int r = 0; r < a.rows() && same; r++) {
      int from = a.offset() + r * a.stride();
      int other = b.offset() + r * b.stride();
      int width = a.columns();
      same =
          (a instanceof FloatMatrix f && b instanceof FloatMatrix g)
              ? Arrays.equals(f.array(), from, from + width, g.array(), other, other + width)
              : Arrays.equals(
                  ((DoubleMatrix) a).array(),
                  from,
                  from + width,
                  ((DoubleMatrix) b).array(),
                  other,
                  other + width);
    }
    return same;
  }

  /** Returns where the array of a blank view no longer holds NaN outside the view, or −1. */
  static int writtenOutside(Matrix view) {
    int length =
        view instanceof FloatMatrix f ? f.array().length : ((DoubleMatrix) view).array().length;
    for (int i = 0; i < length; i++) {
      int at = i - view.offset();
      boolean inside =
          at >= 0 && at / view.stride() < view.rows() && at % view.stride() < view.columns();
      double element =
          view instanceof FloatMatrix f ? f.array()[i] : ((DoubleMatrix) view).array()[i];
      if (!inside && !Double.isNaN(element)) {
        return i;
      }
    }
    return -1;
  }
}
