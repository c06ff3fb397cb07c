package org.nn4j.api;

import java.util.Arrays;
import java.util.Objects;

/** A {@link Matrix} over a {@code float[]}. */
@SuppressWarnings("cast") // casts that are needed here are redundant in the float64 twin
public final class FloatMatrix implements Matrix {
  private final float[] array;
  private final int offset;
  private final int rows;
  private final int columns;
  private final int stride;

  /**
   * Creates a view of part of an array; nothing is copied.
   *
   * @param array the elements, kept by reference
   * @param offset index of element (0, 0)
   * @param rows number of rows
   * @param columns number of columns
   * @param stride distance from one row to the next, at least {@code columns}
   * @throws IllegalArgumentException if the matrix does not fit into the array
   */
  public FloatMatrix(float[] array, int offset, int rows, int columns, int stride) {
    Shapes.check(array.length, offset, rows, columns, stride);
    this.array = array;
    this.offset = offset;
    this.rows = rows;
    this.columns = columns;
    this.stride = stride;
  }

  /** Returns the array itself, not a copy; other matrices may share it. */
  public float[] array() {
    return array;
  }

  @Override
  public int offset() {
    return offset;
  }

  @Override
  public int rows() {
    return rows;
  }

  @Override
  public int columns() {
    return columns;
  }

  @Override
  public int stride() {
    return stride;
  }

  @Override
  public Precision precision() {
    return Precision.FLOAT32;
  }

  @Override
  public double get(int row, int column) {
    return array[Shapes.index(this, row, column)];
  }

  @Override
  public void set(int row, int column, double value) {
    array[Shapes.index(this, row, column)] = (float) value;
  }

  @Override
  public FloatMatrix rows(int from, int to) {
    Objects.checkFromToIndex(from, to, rows);
    int start = from == to ? offset : offset + from * stride;
    return new FloatMatrix(array, start, to - from, columns, stride);
  }

  @Override
  public FloatMatrix columns(int from, int to) {
    Objects.checkFromToIndex(from, to, columns);
    return new FloatMatrix(array, rows == 0 ? offset : offset + from, rows, to - from, stride);
  }

  @Override
  public FloatMatrix slice(int from, int rows, int columns) {
    Shapes.checkSlice(this, from, rows, columns);
    return new FloatMatrix(array, offset + from, rows, columns, columns);
  }

  @Override
  public void fill(double value) {
    for (int r = 0; r < rows; r++) {
      int start = offset + r * stride;
      Arrays.fill(array, start, start + columns, (float) value);
    }
  }

  @Override
  public void copyFrom(Matrix source) {
    Shapes.checkSame(this, source);
    for (int r = 0; r < rows; r++) {
      copyRow(r, source, r);
    }
  }

  @Override
  public void copyRow(int row, Matrix source, int sourceRow) {
    Shapes.checkRowCopy(this, row, source, sourceRow);
    int to = offset + row * stride;
    if (source instanceof FloatMatrix same) {
      System.arraycopy(same.array, same.offset + sourceRow * same.stride, array, to, columns);
    } else {
      for (int c = 0; c < columns; c++) {
        array[to + c] = (float) source.get(sourceRow, c);
      }
    }
  }

  /** Returns precision and shape, and the first rows and columns on lines of their own. */
  @Override
  public String toString() {
    return Shapes.text(this);
  }
}
