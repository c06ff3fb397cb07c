package org.nn4j.core.preprocess;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.nn4j.api.Precision;
import org.nn4j.core.InputException;
import org.nn4j.core.data.Column;
import org.nn4j.core.data.NumericColumn;
import org.nn4j.core.data.Table;
import org.nn4j.core.text.Names;

/** Reads numeric columns, with the errors that can occur. */
final class NumericColumns {
  /** What messages call the column that is predicted. */
  static final String TARGET = "target";

  private NumericColumns() {}

  /**
   * Returns a numeric column.
   *
   * @throws InputException if there is none of that name or it holds texts
   */
  static NumericColumn column(Table table, String name) {
    Column column = table.column(name);
    if (column instanceof NumericColumn numeric) {
      return numeric;
    }
    for (int row = 0; row < table.rows(); row++) {
      if (!column.missing(row)) {
        throw table.fault(
            row,
            column,
            Names.quote(column.text(row)) + " in column '" + name + "', which must be numeric");
      }
    }
    return new NumericColumn(
        name,
        column.position(),
        IntStream.range(0, table.rows()).mapToDouble(r -> Double.NaN).toArray());
  }

  /** Returns the values that are not missing. */
  static double[] present(int[] rows, NumericColumn column) {
    double[] values = new double[rows.length];
    int count = 0;
    for (int row : rows) {
      double value = column.value(row);
      if (!Double.isNaN(value)) {
        values[count++] = value;
      }
    }
    return count == values.length ? values : Arrays.copyOf(values, count);
  }

  /**
   * Returns the values of a column in which none may be missing.
   *
   * @param role what the column is, for the message
   * @throws InputException at the first missing one
   */
  static double[] all(Table table, int[] rows, NumericColumn column, String role) {
    return IntStream.of(rows)
        .mapToDouble(r -> column.value(requirePresent(table, r, column, role)))
        .toArray();
  }

  /**
   * Returns the row if it has a value.
   *
   * @throws InputException if it has none
   */
  static int requirePresent(Table table, int row, Column column, String role) {
    if (column.missing(row)) {
      throw table.fault(
          row,
          column,
          "the "
              + role
              + " '"
              + column.name()
              + "' is missing; complete the row or remove it"
              + (role.equals(TARGET) ? ", or leave out such rows with --drop-missing-target" : ""));
    }
    return row;
  }

  /**
   * Fits a scaler.
   *
   * @param moments those of the rows
   * @throws InputException if the values are so far apart that their spread overflows
   */
  static Scaler scaler(
      Table table, int[] rows, NumericColumn column, ColumnMoments moments, Scaling scaling) {
    try {
      return Scaler.fit(moments, scaling, () -> OrderStatistics.of(column, rows));
    } catch (IllegalArgumentException e) {
      throw table.fault(
          "column '"
              + column.name()
              + "' cannot be scaled: its spread overflows or underflows ("
              + e.getMessage()
              + ")");
    }
  }

  /**
   * Requires a scaled value to be finite in the network's precision.
   *
   * @throws InputException if it is not
   */
  static void requireFits(Table table, int row, Column column, double value, Precision precision) {
    if (!(Math.abs(value) <= Double.MAX_VALUE)) {
      throw table.fault(
          row,
          column,
          (column.missing(row) ? "the missing value" : column.text(row))
              + " in column '"
              + column.name()
              + "' is beyond "
              + precision.id()
              + " after scaling");
    }
  }
}
