package org.nn4j.core.preprocess;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.nn4j.core.data.Table;

/**
 * What columns of texts are, other than categories.
 *
 * @param dates the columns that hold dates or times, or null for those all of whose texts are
 * @param order which of two numbers of a date is the day
 * @param texts the columns that hold free texts, or null for those most of whose texts differ and
 *     have several words
 * @param textInputs the number of inputs of each of these, even
 * @param ordinals the columns whose labels have an order, with all labels from the least to the
 *     greatest
 */
public record TextOptions(
    @Nullable List<String> dates,
    DateOrder order,
    @Nullable List<String> texts,
    int textInputs,
    Map<String, List<String>> ordinals) {
  /** As many inputs as a layer of usual width has units. */
  public static final int TEXT_INPUTS = 256;

  /** Dates and free texts are recognized by their looks. */
  public static final TextOptions DEFAULT =
      new TextOptions(null, DateOrder.AUTO, null, TEXT_INPUTS, Map.of());

  /** Columns of texts are categories, whatever they look like. */
  public static final TextOptions NONE =
      new TextOptions(List.of(), DateOrder.AUTO, List.of(), TEXT_INPUTS, Map.of());

  /** Copies the collections. */
  public TextOptions {
    dates = dates == null ? null : List.copyOf(dates);
    texts = texts == null ? null : List.copyOf(texts);
    Map<String, List<String>> copy = new LinkedHashMap<>();
    ordinals.forEach((column, labels) -> copy.put(column, List.copyOf(labels)));
    ordinals = Collections.unmodifiableMap(copy);
  }

  /** Returns the same with the names that a table's columns have. */
  TextOptions in(Table table) {
    return new TextOptions(
        dates == null ? null : FeatureOptions.names(table, dates),
        order,
        texts == null ? null : FeatureOptions.names(table, texts),
        textInputs,
        ordinals.entrySet().stream()
            .collect(
                Collectors.toMap(
                    entry -> table.column(entry.getKey()).name(),
                    Map.Entry::getValue,
                    (one, other) -> other,
                    LinkedHashMap::new)));
  }
}
