package org.nn4j.core.preprocess;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.nn4j.core.InputException;
import org.nn4j.core.data.Table;

/**
 * Which columns are features and how they are prepared.
 *
 * @param columns the features in the network's order; empty for all columns, in the table's order,
 *     that have no other use
 * @param excluded columns that are not features even if {@code columns} is empty
 * @param numeric how numeric features are prepared
 * @param exceptions numeric features, by name, that are prepared differently
 * @param categorical columns of texts that are categories however many different texts they hold;
 *     other columns are refused if most rows have a text of their own, as with identifiers
 * @param categories what categories become
 * @param texts which columns of texts are something else
 */
public record FeatureOptions(
    List<String> columns,
    List<String> excluded,
    NumericOptions numeric,
    Map<String, NumericOptions> exceptions,
    List<String> categorical,
    CategoryOptions categories,
    TextOptions texts) {
  /** All columns, prepared by default. */
  public static final FeatureOptions DEFAULT =
      new FeatureOptions(List.of(), List.of(), NumericOptions.DEFAULT, Map.of(), List.of());

  /**
   * Creates options by which each label of a category becomes an input, and dates and free texts
   * are recognized.
   */
  public FeatureOptions(
      List<String> columns,
      List<String> excluded,
      NumericOptions numeric,
      Map<String, NumericOptions> exceptions,
      List<String> categorical) {
    this(
        columns,
        excluded,
        numeric,
        exceptions,
        categorical,
        CategoryOptions.DEFAULT,
        TextOptions.DEFAULT);
  }

  /** Copies the collections. */
  public FeatureOptions {
    columns = List.copyOf(columns);
    excluded = List.copyOf(excluded);
    exceptions = Collections.unmodifiableMap(new LinkedHashMap<>(exceptions));
    categorical = List.copyOf(categorical);
  }

  /**
   * Returns the same with the names that a table's columns have.
   *
   * @throws InputException if there is no such column
   */
  FeatureOptions in(Table table) {
    Map<String, NumericOptions> prepared = new LinkedHashMap<>();
    exceptions.forEach((name, options) -> prepared.put(table.column(name).name(), options));
    return new FeatureOptions(
        names(table, columns),
        names(table, excluded),
        numeric,
        prepared,
        names(table, categorical),
        categories,
        texts.in(table));
  }

  static List<String> names(Table table, List<String> columns) {
    return columns.stream().map(c -> table.column(c).name()).toList();
  }

  /** Returns a copy by which categories become something else. */
  public FeatureOptions withCategories(CategoryOptions changed) {
    return new FeatureOptions(columns, excluded, numeric, exceptions, categorical, changed, texts);
  }

  /** Returns a copy by which other columns of texts are no categories. */
  public FeatureOptions withTexts(TextOptions changed) {
    return new FeatureOptions(
        columns, excluded, numeric, exceptions, categorical, categories, changed);
  }

  /**
   * Returns whether inputs are ordered by what they are, rather than as the columns: it is so
   * unless all of it is as it was before there was a choice.
   */
  boolean grouped() {
    return !categories.equals(CategoryOptions.DEFAULT)
        || numeric.missingIndicator()
        || exceptions.values().stream().anyMatch(NumericOptions::missingIndicator);
  }

  NumericOptions options(String column) {
    return exceptions.getOrDefault(column, numeric);
  }
}
