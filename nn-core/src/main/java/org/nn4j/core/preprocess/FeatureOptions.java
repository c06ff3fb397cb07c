package org.nn4j.core.preprocess;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Which columns are features and how they are prepared.
 *
 * @param columns the features in the network's order; empty for all columns, in the table's order,
 *     that have no other use
 * @param excluded columns that are no features though {@code columns} is empty
 * @param numeric how numeric features are prepared
 * @param exceptions numeric features, by name, that are prepared differently
 */
public record FeatureOptions(
    List<String> columns,
    List<String> excluded,
    NumericOptions numeric,
    Map<String, NumericOptions> exceptions) {
  /** All columns, prepared by default. */
  public static final FeatureOptions DEFAULT =
      new FeatureOptions(List.of(), List.of(), NumericOptions.DEFAULT, Map.of());

  /** Copies the collections. */
  public FeatureOptions {
    columns = List.copyOf(columns);
    excluded = List.copyOf(excluded);
    exceptions = Collections.unmodifiableMap(new LinkedHashMap<>(exceptions));
  }

  NumericOptions options(String column) {
    return exceptions.getOrDefault(column, numeric);
  }
}
