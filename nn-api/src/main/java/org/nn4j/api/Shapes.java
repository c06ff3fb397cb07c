package org.nn4j.api;

import java.util.Objects;
import java.util.StringJoiner;

/** Checks of a matrix' geometry, for both precisions. */
final class Shapes {
  /** Most rows and columns of a matrix that {@link #text} shows. */
  private static final int SHOWN = 6;

  private Shapes() {}

  static void requireLength(int row, int length, int columns) {
    if (length != columns) {
      throw new IllegalArgumentException(
          "matrix rows must have one length, but row 0 has "
              + columns
              + " and row "
              + row
              + " has "
              + length);
    }
  }

  /** Returns precision and shape on a line and the first rows on the next, an ellipsis for more. */
  static String text(Matrix matrix) {
    StringBuilder text = new StringBuilder(matrix.typedShape());
    for (int r = 0; r < Math.min(SHOWN, matrix.rows()); r++) {
      StringJoiner row = new StringJoiner(", ", "\n  [", "]");
      for (int c = 0; c < Math.min(SHOWN, matrix.columns()); c++) {
        double element = matrix.get(r, c);
        row.add(
            matrix.precision() == Precision.FLOAT32
                ? Float.toString((float) element)
                : Double.toString(element));
      }
      text.append(matrix.columns() > SHOWN ? row.add("…") : row);
    }
    return matrix.rows() > SHOWN ? text + "\n  …" : text.toString();
  }

  static int size(int rows, int columns) {
    if (rows < 0 || columns < 0 || (long) rows * columns > Integer.MAX_VALUE) {
      throw new IllegalArgumentException(
          "a matrix of "
              + rows
              + "×"
              + columns
              + " does not fit one array (0 to 2147483647 elements)");
    }
    return rows * columns;
  }

  static void check(int length, int offset, int rows, int columns, int stride) {
    size(rows, columns);
    long end = offset + (rows == 0 ? 0L : (rows - 1L) * stride + columns);
    if (offset < 0 || stride < columns || end > length) {
      throw new IllegalArgumentException(
          "a matrix of "
              + rows
              + "×"
              + columns
              + " with stride "
              + stride
              + " at offset "
              + offset
              + " does not fit an array of "
              + length
              + " elements");
    }
  }

  static int index(Matrix m, int row, int column) {
    Objects.checkIndex(row, m.rows());
    Objects.checkIndex(column, m.columns());
    return m.offset() + row * m.stride() + column;
  }

  static void checkSlice(Matrix m, int from, int rows, int columns) {
    if (!m.contiguous()) {
      throw new IllegalArgumentException(
          "slice: the matrix has gaps (stride " + m.stride() + ", " + m.columns() + " columns)");
    }
    Objects.checkFromIndexSize(from, size(rows, columns), m.size());
  }

  static void checkSame(Matrix target, Matrix source) {
    if (target.rows() != source.rows() || target.columns() != source.columns()) {
      throw new IllegalArgumentException(
          "copy: the target is " + target.shape() + " but the source is " + source.shape());
    }
  }

  static void checkRowCopy(Matrix target, int row, Matrix source, int sourceRow) {
    Objects.checkIndex(row, target.rows());
    Objects.checkIndex(sourceRow, source.rows());
    if (target.columns() != source.columns()) {
      throw new IllegalArgumentException(
          "copy a row: the target is " + target.shape() + " but the source is " + source.shape());
    }
  }
}
