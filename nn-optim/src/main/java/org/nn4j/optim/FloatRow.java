package org.nn4j.optim;

import org.nn4j.api.FloatMatrix;
import org.nn4j.api.Matrix;

/** Access to the array behind a flat row of numbers. */
final class FloatRow {
  private FloatRow() {}

  /**
   * Returns the array of a row whose elements are the array's first.
   *
   * <p>The loops use one index for all their arrays: C2 (up to JDK 25 at least) does not vectorise
   * over arrays at different offsets, which is some ten times slower.
   *
   * @throws IllegalArgumentException if the matrix has another precision or shape or starts later
   */
  static float[] array(Matrix row) {
    if (row instanceof FloatMatrix matrix && matrix.rows() == 1 && matrix.offset() == 0) {
      return matrix.array();
    }
    throw new IllegalArgumentException(
        "update: parameters, gradients and state must be 1×P, of one precision and start their"
            + " arrays, but one is "
            + row.precision().id()
            + " "
            + row.shape()
            + " at offset "
            + row.offset()
            + " where float numbers are due");
  }
}
