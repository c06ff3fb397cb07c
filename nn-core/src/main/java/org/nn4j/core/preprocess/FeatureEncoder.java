package org.nn4j.core.preprocess;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.nn4j.api.Matrix;
import org.nn4j.api.Precision;
import org.nn4j.core.InputException;
import org.nn4j.core.data.Column;
import org.nn4j.core.data.NumericColumn;
import org.nn4j.core.data.Table;
import org.nn4j.core.preprocess.Preprocessor.UnknownCategory;

/**
 * The way from a table's columns to a network's inputs.
 *
 * @param steps one step per column, in the order of the inputs
 */
public record FeatureEncoder(List<FeatureStep> steps) {

  /**
   * Copies the steps.
   *
   * @throws IllegalArgumentException if there is none or two read one column
   */
  public FeatureEncoder {
    steps = List.copyOf(steps);
    Labels.requireDistinct("feature columns", steps.stream().map(FeatureStep::column).toList(), 1);
  }

  /**
   * Fits the steps on some rows of a table. Columns without a value in these rows have no step.
   *
   * @param columns the features, at least one
   * @throws InputException if a column is unknown or holds nothing but identifiers, or no column
   *     holds a value
   */
  static FeatureEncoder fit(Table table, int[] rows, List<String> columns, FeatureOptions options) {
    List<Column> found = columns.stream().map(table::column).toList();
    List<NumericColumn> numbers = new ArrayList<>();
    found.forEach(
        column -> {
          if (column instanceof NumericColumn numeric) {
            numbers.add(numeric);
          }
        });
    Iterator<ColumnMoments> moments = ColumnMoments.of(numbers, rows).iterator();
    List<FeatureStep> steps = new ArrayList<>();
    List<CategoricalFeature> identifying = new ArrayList<>();
    for (Column column : found) {
      FeatureStep step =
          column instanceof NumericColumn numeric
              ? numeric(table, rows, numeric, moments.next(), options)
              : categorical(rows, column);
      if (step != null) {
        steps.add(step);
      }
      if (step instanceof CategoricalFeature feature
          && feature.identifies(rows.length)
          && !options.categorical().contains(feature.column())) {
        identifying.add(feature);
      }
    }
    if (!identifying.isEmpty()) {
      throw CategoricalFeature.identifying(table, rows.length, identifying);
    }
    if (steps.isEmpty()) {
      throw table.fault(
          "no feature holds a value in the "
              + rows.length
              + " training rows: "
              + String.join(", ", columns));
    }
    return new FeatureEncoder(steps);
  }

  private static @Nullable FeatureStep numeric(
      Table table,
      int[] rows,
      NumericColumn column,
      ColumnMoments moments,
      FeatureOptions options) {
    return moments.count() == 0
        ? null
        : NumericFeature.fit(table, rows, column, moments, options.options(column.name()));
  }

  private static @Nullable FeatureStep categorical(int[] rows, Column column) {
    return IntStream.of(rows).allMatch(column::missing)
        ? null
        : CategoricalFeature.fit(rows, column);
  }

  static FeatureEncoder fromMap(JsonMap tree) {
    return tree.build(() -> new FeatureEncoder(tree.objects("features", FeatureEncoder::step)));
  }

  private static FeatureStep step(JsonMap tree) {
    String type = tree.text("type");
    return switch (type) {
      case NumericFeature.TYPE -> NumericFeature.fromMap(tree);
      case CategoricalFeature.TYPE -> CategoricalFeature.fromMap(tree);
      default -> throw tree.unknownType(type, NumericFeature.TYPE + ", " + CategoricalFeature.TYPE);
    };
  }

  /** Returns the number of inputs. */
  public int width() {
    return steps.stream().mapToInt(FeatureStep::width).sum();
  }

  /** Returns what each input stands for: {@code age}, {@code sex=female}, {@code sex=male}. */
  public List<String> inputs() {
    return steps.stream()
        .flatMap(s -> IntStream.range(0, s.width()).mapToObj(s::describe))
        .toList();
  }

  /**
   * Encodes some rows of any table that has the columns, in any order; others are ignored.
   *
   * @return one row for each of {@code rows}, {@link #width()} columns
   * @throws InputException if a column is missing, holds text instead of numbers, or a value does
   *     not fit the precision
   */
  public Matrix encode(Table table, int[] rows, Precision precision) {
    requireColumns(table);
    Matrix inputs = Matrix.zeros(precision, rows.length, width());
    int[] order = IntStream.range(0, rows.length).toArray();
    int from = 0;
    for (FeatureStep step : steps) {
      step.bind(table, rows).encode(order, 0, rows.length, inputs, from);
      from += step.width();
    }
    return inputs;
  }

  /**
   * Requires a table to have the columns.
   *
   * @throws InputException if one is missing
   */
  void requireColumns(Table table) {
    List<String> missing =
        steps.stream().map(FeatureStep::column).filter(c -> table.find(c) == null).toList();
    if (!missing.isEmpty()) {
      throw table.fault(
          (missing.size() == 1 ? "column '" : "columns '")
              + String.join("', '", missing)
              + (missing.size() == 1 ? "' is" : "' are")
              + " missing; the model needs "
              + String.join(", ", steps.stream().map(FeatureStep::column).toList()));
    }
  }

  /** Returns the labels in the table's categorical features that no training row has. */
  List<UnknownCategory> unknownCategories(Table table) {
    List<UnknownCategory> unknown = new ArrayList<>();
    for (FeatureStep step : steps) {
      if (step instanceof CategoricalFeature feature && table.find(feature.column()) != null) {
        unknown.addAll(Labels.unknown(table, feature.column(), feature.labels()));
      }
    }
    return unknown;
  }

  /** Returns the steps as plain values for a model file. */
  List<Map<String, Object>> toList() {
    return steps.stream().map(FeatureStep::toMap).toList();
  }
}
