package org.nn4j.core.preprocess;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import org.nn4j.core.data.Column;
import org.nn4j.core.data.ColumnType;
import org.nn4j.core.data.LabelOrder;
import org.nn4j.core.data.RowPlace;
import org.nn4j.core.data.Table;
import org.nn4j.core.registry.Names;

/**
 * A category that becomes one input a label: 1 for its own, 0 for the others.
 *
 * <p>A missing value and a label that no training row has become all zeros, which no known label
 * does; {@link Preprocessor#unknownCategories} counts the latter.
 *
 * @param column the name of the table's column
 * @param labels the labels of the training rows, in {@link LabelOrder}
 */
public record CategoricalFeature(String column, List<String> labels) implements FeatureStep {
  static final String TYPE = "categorical";
  private static final int FEW_LABELS = 20;

  /**
   * Copies the labels.
   *
   * @throws IllegalArgumentException if there is none or one occurs twice
   */
  public CategoricalFeature {
    labels = List.copyOf(labels);
    Labels.requireDistinct("labels", labels, 1);
  }

  static CategoricalFeature fit(Table table, int[] rows, Column column) {
    List<String> labels = Labels.of(rows, column);
    if (labels.isEmpty()) {
      throw Numbers.noValue(table, rows, column);
    }
    if (labels.size() > Math.max(FEW_LABELS, rows.length / 2)) {
      throw table.fault(
          "column '"
              + column.name()
              + "' holds "
              + labels.size()
              + " different texts in "
              + rows.length
              + " training rows ("
              + Names.quote(labels.get(0))
              + ", "
              + Names.quote(labels.get(1))
              + ", …): it identifies rows rather than tells about them; exclude it");
    }
    return new CategoricalFeature(column.name(), labels);
  }

  static CategoricalFeature fromMap(Tree tree) {
    return tree.build(() -> new CategoricalFeature(tree.text("column"), tree.texts("labels")));
  }

  @Override
  public ColumnType type() {
    return ColumnType.CATEGORICAL;
  }

  @Override
  public int width() {
    return labels.size();
  }

  @Override
  public String describe(int index) {
    return column + "=" + labels.get(index);
  }

  @Override
  public SampleEncoder bind(Table table, int[] rows) {
    IntUnaryOperator index = Labels.index(table.column(column), labels);
    int width = labels.size();
    return (order, from, to, inputs, first) -> {
      for (int i = from; i < to; i++) {
        int own = index.applyAsInt(rows[order[i]]);
        for (int label = 0; label < width; label++) {
          inputs.set(i - from, first + label, label == own ? 1 : 0);
        }
      }
    };
  }

  /** Counts each label of the column that is none of this feature's. */
  List<UnknownCategory> unknown(Table table, Column source) {
    int[] rows = table.everyRow();
    List<String> present = Labels.of(rows, source);
    int[] index = Labels.indices(source, rows, present);
    int[] counts = new int[present.size()];
    int[] first = new int[present.size()];
    for (int row = 0; row < rows.length; row++) {
      if (index[row] >= 0 && counts[index[row]]++ == 0) {
        first[index[row]] = row;
      }
    }
    Set<String> known = Set.copyOf(labels);
    return IntStream.range(0, present.size())
        .filter(i -> !known.contains(present.get(i)))
        .mapToObj(
            i ->
                new UnknownCategory(
                    column, present.get(i), counts[i], RowPlace.of(table.places(), first[i])))
        .toList();
  }

  @Override
  public Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("type", TYPE);
    map.put("column", column);
    map.put("labels", labels);
    return map;
  }
}
