package org.nn4j.core.preprocess;

import java.util.Map;
import org.nn4j.api.Matrix;
import org.nn4j.core.data.ColumnType;
import org.nn4j.core.data.Table;

/** How one column of a table becomes one or more columns of the network's input. */
public sealed interface FeatureStep permits NumericFeature, CategoricalFeature {

  /** Returns the name of the table's column. */
  String column();

  /** Returns the type that the column is to be read as. */
  ColumnType type();

  /** Returns the number of input columns. */
  int width();

  /** Returns what an input column, 0 to width−1, stands for. */
  String describe(int index);

  /**
   * Writes the inputs of some rows.
   *
   * @param inputs one row for each of {@code rows} and {@link #width()} columns, overwritten
   */
  default void encode(Table table, int[] rows, Matrix inputs) {
    RowEncoder encoder = bind(table);
    for (int i = 0; i < rows.length; i++) {
      encoder.encode(rows[i], inputs, i, 0);
    }
  }

  /**
   * Returns what writes the inputs of single rows of a table.
   *
   * @throws org.nn4j.core.InputException if the column is missing or holds text instead of numbers
   */
  RowEncoder bind(Table table);

  /** Returns the step as plain values for a model file. */
  Map<String, Object> toMap();
}
