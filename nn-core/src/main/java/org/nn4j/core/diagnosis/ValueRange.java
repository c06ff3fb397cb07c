package org.nn4j.core.diagnosis;

import org.nn4j.api.Matrix;

/**
 * How large the numbers of a matrix' column are.
 *
 * @param least the least one
 * @param greatest the greatest one
 * @param rootMeanSquare their usual size, the one furthest from 0 left out: a feature that nearly
 *     all samples lack is far from 0 in those that have it, however it is scaled
 */
record ValueRange(double least, double greatest, double rootMeanSquare) {

  static ValueRange of(Matrix matrix, int column) {
    double least = Double.POSITIVE_INFINITY;
    double greatest = Double.NEGATIVE_INFINITY;
    double squares = 0;
    for (int r = 0; r < matrix.rows(); r++) {
      double value = matrix.get(r, column);
      least = Math.min(least, value);
      greatest = Math.max(greatest, value);
      squares = Math.fma(value, value, squares);
    }
    double furthest = Math.max(least * least, greatest * greatest);
    double others = Math.max(0, squares - furthest) / Math.max(1, matrix.rows() - 1);
    return new ValueRange(least, greatest, Math.sqrt(others));
  }

  /** Tells whether all numbers are smaller than a size, but not all one number, such as 0. */
  boolean isBelow(double size) {
    return least < greatest && Math.max(Math.abs(least), Math.abs(greatest)) < size;
  }

  @Override
  public String toString() {
    return "from " + Digits.of(least) + " to " + Digits.of(greatest);
  }
}
