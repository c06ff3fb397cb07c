package org.nn4j.core.data;

import org.nn4j.core.data.text.Decimals;

/**
 * A {@link Column} of finite numbers, NaN standing for a missing one.
 *
 * <p>A column read from a file is compact: whole numbers from 0 to 255 take one byte each, numbers
 * that float32 represents exactly take four.
 */
public final class NumericColumn implements Column {

  private final String name;
  private final int position;
  private final NumericValues values;

  /** Creates a column that comes from no file; the values are kept by reference. */
  public NumericColumn(String name, double... values) {
    this(name, 0, values);
  }

  /**
   * Creates a column.
   *
   * @param name the name
   * @param position the field's number in the file from 1, or 0
   * @param values one value per row, NaN where it is missing; kept by reference
   * @throws IllegalArgumentException if a value is infinite
   */
  public NumericColumn(String name, int position, double[] values) {
    this(name, position, new NumericValues.Doubles(requireFinite(name, values)));
  }

  private static double[] requireFinite(String name, double[] values) {
    for (int row = 0; row < values.length; row++) {
      if (Double.isInfinite(values[row])) {
        throw new IllegalArgumentException(
            "column '" + name + "' must hold finite numbers but row " + row + " is " + values[row]);
      }
    }
    return values;
  }

  /**
   * Creates a column of numbers in whatever form they are kept.
   *
   * @param name the name
   * @param position the field's number in the file from 1, or 0
   * @param values finite numbers, NaN where one is missing
   */
  public NumericColumn(String name, int position, NumericValues values) {
    this.name = name;
    this.position = position;
    this.values = values;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public int position() {
    return position;
  }

  @Override
  public int size() {
    return values.size();
  }

  /** Returns the number in a row, or NaN if it is missing. */
  public double value(int row) {
    return values.get(row);
  }

  /** Returns whether the column was read as whole numbers from 0 to 255, none missing. */
  public boolean holdsBytes() {
    return values instanceof NumericValues.Bytes;
  }

  @Override
  public boolean missing(int row) {
    return Double.isNaN(values.get(row));
  }

  @Override
  public String text(int row) {
    if (missing(row)) {
      throw new IllegalStateException("column '" + name + "' has no value in row " + row);
    }
    return text(values.get(row));
  }

  /** Returns the shortest text that stands for a finite number: {@code 3} for 3.0. */
  public static String text(double value) {
    return value == Math.rint(value) && Math.abs(value) <= Decimals.EXACT_INTEGERS
        ? Long.toString((long) value)
        : Double.toString(value);
  }

  /** Returns a view of the rows with these indices, which are kept by reference. */
  NumericColumn view(int[] rows) {
    return new NumericColumn(name, position, new NumericValues.Chosen(values, rows));
  }

  @Override
  public NumericColumn select(int[] rows) {
    return new NumericColumn(name, position, values.select(rows));
  }
}
