package org.nn4j.core.preprocess;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import org.nn4j.api.Checks;
import org.nn4j.core.InputException;
import org.nn4j.core.data.Column;
import org.nn4j.core.data.ColumnType;
import org.nn4j.core.data.NumericColumn;
import org.nn4j.core.data.Table;

/**
 * A label of several in an order that becomes one input: its number from 0, filled where it is
 * missing or unknown, then scaled.
 *
 * @param column the name of the table's column
 * @param labels the labels from the least to the greatest
 * @param fill what replaces the number of a missing label
 * @param scaler how numbers are scaled
 */
public record OrdinalFeature(String column, List<String> labels, double fill, Scaler scaler)
    implements FeatureStep {
  static final String TYPE = "ordinal";

  /**
   * Copies the labels.
   *
   * @throws IllegalArgumentException if there are fewer than two, one occurs twice, or the fill
   *     value is not finite
   */
  public OrdinalFeature {
    labels = List.copyOf(labels);
    Labels.requireDistinct("labels", labels, 2);
    Checks.finite("fill", fill);
  }

  /**
   * Fits the steps of a column: its number and, if asked for, whether it is missing; none where no
   * row has a value.
   *
   * @throws InputException if a row has a label that the order does not name
   */
  static List<FeatureStep> fit(
      Table table, int[] rows, Column column, List<String> order, NumericOptions options) {
    IntUnaryOperator index = Labels.index(column, order);
    Labels.Index places = new Labels.Index(order);
    List<String> unknown =
        Labels.of(rows, column).stream().filter(label -> places.of(label) < 0).toList();
    if (!unknown.isEmpty()) {
      throw table.fault(
          "the order of column '"
              + column.name()
              + "' is "
              + String.join(" < ", order)
              + ", but the training rows also hold "
              + Labels.list(unknown)
              + "; name all labels (--ordinal)");
    }
    double[] values =
        IntStream.of(rows).map(index).mapToDouble(i -> i < 0 ? Double.NaN : i).toArray();
    NumericColumn numbers = new NumericColumn(column.name(), values);
    int[] all = IntStream.range(0, rows.length).toArray();
    ColumnMoments moments = ColumnMoments.of(List.of(numbers), all).get(0);
    List<FeatureStep> steps = new ArrayList<>();
    if (moments.count() > 0) {
      NumericFeature fitted = NumericFeature.fit(table, all, numbers, moments, options);
      steps.add(new OrdinalFeature(column.name(), order, fitted.fill(), fitted.scaler()));
      int missing = rows.length - moments.count();
      if (options.missingIndicator() && missing > 0) {
        steps.add(MissingFeature.fit(column.name(), rows.length, missing, options.scaling()));
      }
    }
    return steps;
  }

  static OrdinalFeature fromMap(JsonMap tree) {
    return tree.build(
        () ->
            new OrdinalFeature(
                tree.text("column"),
                tree.texts("labels"),
                tree.number("fill"),
                Scaler.fromMap(tree)));
  }

  @Override
  public ColumnType type() {
    return ColumnType.CATEGORICAL;
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
    return String.join(" < ", labels);
  }

  @Override
  public FeatureStep.Encoder bind(Table table, int[] rows) {
    IntUnaryOperator index = Labels.index(table.column(column), labels);
    return (order, from, to, inputs, first) -> {
      for (int i = from; i < to; i++) {
        inputs.set(i - from, first, input(index.applyAsInt(rows[order[i]])));
      }
    };
  }

  /** Returns what a label's number becomes, −1 standing for a missing or unknown one. */
  double input(int label) {
    return scaler.apply(label < 0 ? fill : label);
  }

  @Override
  public Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("type", TYPE);
    map.put("column", column);
    map.put("labels", labels);
    map.put("fill", fill);
    scaler.put(map);
    return map;
  }
}
