package org.nn4j.core.preprocess;

import java.util.LinkedHashMap;
import java.util.Map;
import org.nn4j.api.Checks;
import org.nn4j.core.data.ColumnType;
import org.nn4j.core.data.NumericColumn;
import org.nn4j.core.data.Table;

/**
 * A number that becomes one input: a missing one is filled, then it is scaled.
 *
 * @param column the name of the table's column
 * @param fill what replaces a missing value, in the column's units
 * @param scaler how values are scaled
 */
public record NumericFeature(String column, double fill, Scaler scaler) implements FeatureStep {
  static final String TYPE = "numeric";

  /**
   * Checks the fill value.
   *
   * @throws IllegalArgumentException if it is not finite
   */
  public NumericFeature {
    Checks.finite("fill", fill);
  }

  /**
   * Fits the feature.
   *
   * @param moments those of the rows, at least one of which has a value
   */
  static NumericFeature fit(
      Table table,
      int[] rows,
      NumericColumn column,
      ColumnMoments moments,
      NumericOptions options) {
    double fill =
        switch (options.imputation()) {
          case MEAN -> moments.mean();
          case MEDIAN -> ColumnMoments.median(NumericColumns.present(rows, column));
          case CONSTANT -> options.constant();
        };
    return new NumericFeature(
        column.name(),
        fill,
        NumericColumns.scaler(table, rows, column, moments, options.scaling()));
  }

  static NumericFeature fromMap(JsonMap tree) {
    return tree.build(
        () -> new NumericFeature(tree.text("column"), tree.number("fill"), Scaler.fromMap(tree)));
  }

  @Override
  public ColumnType type() {
    return ColumnType.NUMERIC;
  }

  @Override
  public Group group() {
    return Group.NUMBERS;
  }

  @Override
  public int width() {
    return 1;
  }

  @Override
  public String describe(int index) {
    return column;
  }

  @Override
  public String summary() {
    return "a number";
  }

  @Override
  public FeatureStep.Encoder bind(Table table, int[] rows) {
    NumericColumn source = NumericColumns.column(table, column);
    return (order, from, to, inputs, first) -> {
      for (int i = from; i < to; i++) {
        int row = rows[order[i]];
        double value = source.value(row);
        inputs.set(i - from, first, input(value));
        NumericColumns.requireFits(
            table, row, source, inputs.get(i - from, first), inputs.precision());
      }
    };
  }

  /** Returns what a value becomes, NaN standing for a missing one. */
  double input(double value) {
    return scaler.apply(Double.isNaN(value) ? fill : value);
  }

  @Override
  public Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("type", TYPE);
    map.put("column", column);
    map.put("fill", fill);
    scaler.put(map);
    return map;
  }
}
