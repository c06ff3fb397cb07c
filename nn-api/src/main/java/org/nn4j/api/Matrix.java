package org.nn4j.api;

import java.util.Objects;

/**
 * A rectangular view of a {@code float[]} or {@code double[]}, row-major.
 *
 * <p>Element (r, c) lies at index {@code offset + r·stride + c} of the array. A matrix owns no
 * memory: the views that {@link #rows(int, int)} and {@link #columns(int, int)} return share their
 * parent's array, so what is written through one is seen through the other. Samples are rows
 * throughout nn4j.
 *
 * <p>{@link #get} and {@link #set} suit set-up code, reports and tests; hot loops use the array of
 * a {@link FloatMatrix} or {@link DoubleMatrix}, or leave the work to {@link Kernels}.
 *
 * <p>Not thread-safe for writing; concurrent reading needs no lock.
 */
public sealed interface Matrix permits FloatMatrix, DoubleMatrix {

  /** Returns the number of rows, at least 0. */
  int rows();

  /** Returns the number of columns, at least 0. */
  int columns();

  /** Returns the index of element (0, 0) in the array. */
  int offset();

  /** Returns the distance in elements from one row to the next, at least {@link #columns()}. */
  int stride();

  /** Returns the precision of the elements. */
  Precision precision();

  /**
   * Reads element (row, column), widened to double.
   *
   * @throws IndexOutOfBoundsException if it lies outside this matrix
   */
  double get(int row, int column);

  /**
   * Writes element (row, column), rounded to this matrix' precision.
   *
   * @throws IndexOutOfBoundsException if it lies outside this matrix
   */
  void set(int row, int column, double value);

  /**
   * Returns a view of the rows {@code from} (inclusive) to {@code to} (exclusive).
   *
   * @throws IndexOutOfBoundsException unless {@code 0 ≤ from ≤ to ≤ rows()}
   */
  Matrix rows(int from, int to);

  /**
   * Returns a view of the columns {@code from} (inclusive) to {@code to} (exclusive).
   *
   * @throws IndexOutOfBoundsException unless {@code 0 ≤ from ≤ to ≤ columns()}
   */
  Matrix columns(int from, int to);

  /**
   * Returns a view of {@code rows·columns} contiguous elements, the first of which lies {@code
   * from} elements after element (0, 0).
   *
   * @throws IllegalArgumentException if this matrix is not contiguous
   * @throws IndexOutOfBoundsException if the slice does not fit
   */
  Matrix slice(int from, int rows, int columns);

  /** Sets every element to {@code value}, rounded to this matrix' precision. */
  void fill(double value);

  /**
   * Copies every element of {@code source}, of either precision, into this matrix.
   *
   * <p>The two must not overlap unless they are the same view.
   *
   * @throws IllegalArgumentException if the shapes differ
   */
  void copyFrom(Matrix source);

  /**
   * Copies one row of {@code source}, of either precision, into a row of this matrix; allocates
   * nothing.
   *
   * @throws IllegalArgumentException if the numbers of columns differ
   * @throws IndexOutOfBoundsException if there is no such row
   */
  void copyRow(int row, Matrix source, int sourceRow);

  /** Returns {@code rows()·columns()}. */
  default int size() {
    return rows() * columns();
  }

  /** Whether the elements have no gaps between them: {@code stride() == columns()} or one row. */
  default boolean contiguous() {
    return stride() == columns() || rows() <= 1;
  }

  /** Returns the shape for messages, such as {@code 32×784}. */
  default String shape() {
    return rows() + "×" + columns();
  }

  /** Returns precision and shape for messages, such as {@code float32 32×784}. */
  default String typedShape() {
    return precision().id() + " " + shape();
  }

  /**
   * Returns a view of one row, 1×{@link #columns()}.
   *
   * @throws IndexOutOfBoundsException unless {@code 0 ≤ row < rows()}
   */
  default Matrix row(int row) {
    Objects.checkIndex(row, rows());
    return rows(row, row + 1);
  }

  /** Returns a copy of the elements, one array a row. */
  default double[][] toRows() {
    double[][] result = new double[rows()][columns()];
    for (int r = 0; r < rows(); r++) {
      for (int c = 0; c < columns(); c++) {
        result[r][c] = get(r, c);
      }
    }
    return result;
  }

  /**
   * Creates a matrix of zeros over a new array.
   *
   * @throws IllegalArgumentException if a dimension is negative or the size exceeds 2³¹−1
   */
  static Matrix zeros(Precision precision, int rows, int columns) {
    int size = Shapes.size(rows, columns);
    return precision == Precision.FLOAT32
        ? new FloatMatrix(new float[size], 0, rows, columns, columns)
        : new DoubleMatrix(new double[size], 0, rows, columns, columns);
  }

  /**
   * Creates a float64 matrix over a copy of the given rows.
   *
   * @throws IllegalArgumentException if the rows differ in length
   */
  static Matrix of(double[]... rows) {
    return of(Precision.FLOAT64, rows);
  }

  /**
   * Creates a float32 matrix over a copy of the given rows.
   *
   * @throws IllegalArgumentException if the rows differ in length
   */
  static Matrix of(float[]... rows) {
    int columns = rows.length == 0 ? 0 : rows[0].length;
    Matrix result = zeros(Precision.FLOAT32, rows.length, columns);
    for (int r = 0; r < rows.length; r++) {
      Shapes.requireLength(r, rows[r].length, columns);
      for (int c = 0; c < columns; c++) {
        result.set(r, c, rows[r][c]);
      }
    }
    return result;
  }

  /** Creates a float64 matrix of one column, n×1, over a copy of the given elements. */
  static Matrix column(double... elements) {
    return new DoubleMatrix(elements.clone(), 0, elements.length, 1, 1);
  }

  /**
   * Creates a matrix over a copy of the given rows, rounded to {@code precision}.
   *
   * @throws IllegalArgumentException if the rows differ in length
   */
  static Matrix of(Precision precision, double[]... rows) {
    int columns = rows.length == 0 ? 0 : rows[0].length;
    Matrix result = zeros(precision, rows.length, columns);
    for (int r = 0; r < rows.length; r++) {
      Shapes.requireLength(r, rows[r].length, columns);
      for (int c = 0; c < columns; c++) {
        result.set(r, c, rows[r][c]);
      }
    }
    return result;
  }
}
