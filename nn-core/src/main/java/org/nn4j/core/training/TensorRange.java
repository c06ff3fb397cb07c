package org.nn4j.core.training;

import java.io.Serializable;
import java.util.Locale;
import org.nn4j.api.Matrix;

/**
 * What numbers a matrix holds, for reports of what is not finite.
 *
 * @param rows the matrix' rows
 * @param columns the matrix' columns
 * @param nan how many elements are NaN
 * @param infinite how many elements are infinite
 * @param least the least finite element, NaN if there is none
 * @param greatest the greatest finite element, NaN if there is none
 * @param row the row of the first element that is not finite, in the order of rows, from 0; −1 if
 *     all are
 * @param column the column of that element from 0, or −1
 */
public record TensorRange(
    int rows,
    int columns,
    long nan,
    long infinite,
    double least,
    double greatest,
    int row,
    int column)
    implements Serializable {
  private static final long serialVersionUID = 1;

  /** Looks at all elements. */
  static TensorRange of(Matrix matrix) {
    long nan = 0;
    long infinite = 0;
    double least = Double.POSITIVE_INFINITY;
    double greatest = Double.NEGATIVE_INFINITY;
    int row = -1;
    int column = -1;
    for (int r = 0; r < matrix.rows(); r++) {
      for (int c = 0; c < matrix.columns(); c++) {
        double value = matrix.get(r, c);
        if (Double.isFinite(value)) {
          least = Math.min(least, value);
          greatest = Math.max(greatest, value);
          continue;
        }
        nan += Double.isNaN(value) ? 1 : 0;
        infinite += Double.isNaN(value) ? 0 : 1;
        if (row < 0) {
          row = r;
          column = c;
        }
      }
    }
    boolean none = least > greatest;
    return new TensorRange(
        matrix.rows(),
        matrix.columns(),
        nan,
        infinite,
        none ? Double.NaN : least,
        none ? Double.NaN : greatest,
        row,
        column);
  }

  /** Returns it in words: {@code 3 NaN and 1 infinite of 32×8, the others from -2.1 to 3.4e+38}. */
  @Override
  public String toString() {
    String broken =
        nan == 0
            ? infinite + " infinite"
            : nan + " NaN" + (infinite == 0 ? "" : " and " + infinite + " infinite");
    String shape = rows + "×" + columns;
    return broken
        + " of "
        + shape
        + (Double.isNaN(least)
            ? ""
            : String.format(Locale.ROOT, ", the others from %.3g to %.3g", least, greatest));
  }
}
