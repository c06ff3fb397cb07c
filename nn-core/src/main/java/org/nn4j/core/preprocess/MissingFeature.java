package org.nn4j.core.preprocess;

import java.util.LinkedHashMap;
import java.util.Map;
import org.nn4j.core.data.Column;
import org.nn4j.core.data.ColumnType;
import org.nn4j.core.data.Table;

/**
 * Whether a column's value is missing: 1 or 0, scaled. It tells apart what another step fills from
 * what is there.
 *
 * @param column the name of the table's column, which another step reads
 * @param scaler how 0 and 1 are scaled
 */
public record MissingFeature(String column, Scaler scaler) implements FeatureStep {
  static final String TYPE = "missing";

  /** Fits the feature to rows of which some have no value. */
  static MissingFeature fit(String column, int rows, int missing, Scaling scaling) {
    return new MissingFeature(
        column,
        scaling == Scaling.ROBUST
            ? Scaler.robust(
                OrderStatistics.of(new double[] {0, 1}, new int[] {rows - missing, missing}))
            : Scaler.IDENTITY);
  }

  static MissingFeature fromMap(JsonMap tree) {
    return tree.build(() -> new MissingFeature(tree.text("column"), Scaler.fromMap(tree)));
  }

  /** Returns {@link ColumnType#AUTO}: the column's other step says how it is read. */
  @Override
  public ColumnType type() {
    return ColumnType.AUTO;
  }

  @Override
  public Group group() {
    return Group.OTHERS;
  }

  @Override
  public int width() {
    return 1;
  }

  @Override
  public String describe(int index) {
    return column + " is missing";
  }

  @Override
  public String summary() {
    return "whether it is missing";
  }

  @Override
  public FeatureStep.Encoder bind(Table table, int[] rows) {
    Column source = table.column(column);
    double yes = input(true);
    double no = input(false);
    return (order, from, to, inputs, first) -> {
      for (int i = from; i < to; i++) {
        inputs.set(i - from, first, source.missing(rows[order[i]]) ? yes : no);
      }
    };
  }

  /** Returns the input for a value that is missing or not. */
  double input(boolean missing) {
    return scaler.apply(missing ? 1 : 0);
  }

  @Override
  public Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("type", TYPE);
    map.put("column", column);
    scaler.put(map);
    return map;
  }
}
