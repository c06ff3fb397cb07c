package org.nn4j.core.layer;

import org.nn4j.api.FloatMatrix;

/** Columns of a batch, copied as they are or into arrays that start at index 0. */
final class FloatColumns {
  private FloatColumns() {}

  /** Copies {@code count} columns, from the one at {@code from} to the one at {@code to}. */
  static void copy(FloatMatrix source, int from, FloatMatrix target, int to, int count) {
    for (int r = 0; r < source.rows(); r++) {
      System.arraycopy(
          source.array(), at(source, r, from), target.array(), at(target, r, to), count);
    }
  }

  /** Reads a column. */
  static void read(FloatMatrix source, int column, float[] target) {
    float[] array = source.array();
    int at = at(source, 0, column);
    for (int r = 0; r < source.rows(); r++) {
      target[r] = array[at];
      at += source.stride();
    }
  }

  /** Writes a column. */
  static void write(float[] source, FloatMatrix target, int column) {
    float[] array = target.array();
    int at = at(target, 0, column);
    for (int r = 0; r < target.rows(); r++) {
      array[at] = source[r];
      at += target.stride();
    }
  }

  /** Returns where an element is in the array. */
  static int at(FloatMatrix matrix, int row, int column) {
    return matrix.offset() + row * matrix.stride() + column;
  }
}
