package org.nn4j.core.diagnosis;

import org.nn4j.api.Matrix;

/** How large the numbers of a matrix' column are. */
record Extent(double least, double greatest, double rootMeanSquare) {

  static Extent of(Matrix matrix, int column) {
    double least = Double.POSITIVE_INFINITY;
    double greatest = Double.NEGATIVE_INFINITY;
    double squares = 0;
    for (int r = 0; r < matrix.rows(); r++) {
      double value = matrix.get(r, column);
      least = Math.min(least, value);
      greatest = Math.max(greatest, value);
      squares = Math.fma(value, value, squares);
    }
    return new Extent(least, greatest, Math.sqrt(squares / matrix.rows()));
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
