package org.nn4j.core.preprocess;

import java.util.LinkedHashMap;
import java.util.Map;
import org.nn4j.api.Checks;
import org.nn4j.api.Matrix;
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

  static NumericFeature fit(Table table, int[] rows, NumericColumn column, NumericOptions options) {
    double[] values = Numbers.present(table, rows, column);
    double fill =
        switch (options.imputation()) {
          case MEAN -> Moments.mean(values);
          case MEDIAN -> Moments.median(values);
          case CONSTANT -> options.constant();
        };
    return new NumericFeature(
        column.name(), fill, Numbers.scaler(table, column, values, options.scaling()));
  }

  static NumericFeature fromMap(Tree tree) {
    return tree.build(
        () -> new NumericFeature(tree.text("column"), tree.number("fill"), tree.scaler()));
  }

  @Override
  public ColumnType type() {
    return ColumnType.NUMERIC;
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
  public void encode(Table table, int[] rows, Matrix inputs) {
    NumericColumn source = Numbers.column(table, column);
    for (int i = 0; i < rows.length; i++) {
      double value = source.missing(rows[i]) ? fill : source.value(rows[i]);
      inputs.set(i, 0, scaler.apply(value));
      Numbers.requireFits(table, rows[i], source, inputs.get(i, 0), inputs.precision());
    }
  }

  @Override
  public Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("type", TYPE);
    map.put("column", column);
    map.put("fill", fill);
    map.put("center", scaler.center());
    map.put("scale", scaler.scale());
    return map;
  }
}
