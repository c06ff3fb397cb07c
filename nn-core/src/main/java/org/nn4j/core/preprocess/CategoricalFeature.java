package org.nn4j.core.preprocess;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntUnaryOperator;
import org.nn4j.core.data.Column;
import org.nn4j.core.data.ColumnNames;
import org.nn4j.core.data.ColumnType;
import org.nn4j.core.data.LabelOrder;
import org.nn4j.core.data.Table;
import org.nn4j.core.registry.Names;

/**
 * A category that becomes one input a label: 1 for its own, 0 for the others.
 *
 * <p>A label that no training row has is taken for the one that is the same number, {@code 1} for
 * {@code 1.0}; where there is none it becomes all zeros, as a missing value does and no known
 * label. {@link Preprocessor#unknownCategories} counts such labels.
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

  /**
   * Takes the labels of some rows, at least one of which has a value.
   *
   * @param declared whether it is a category however many labels it has
   */
  static CategoricalFeature fit(Table table, int[] rows, Column column, boolean declared) {
    List<String> labels = Labels.of(rows, column);
    if (!declared && labels.size() > Math.max(FEW_LABELS, rows.length / 2)) {
      String name = column.name();
      throw table.fault(
          "column '"
              + name
              + "' holds "
              + labels.size()
              + (DateTexts.all(labels) ? " different dates in " : " different texts in ")
              + rows.length
              + " training rows ("
              + Names.quote(labels.get(0))
              + ", "
              + Names.quote(labels.get(1))
              + ", …): it identifies rows rather than tells about them; leave it out (--ignore "
              + ColumnNames.argument(name)
              + "), or have each taken for a category all the same (--categorical "
              + ColumnNames.argument(name)
              + ")");
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

  @Override
  public Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("type", TYPE);
    map.put("column", column);
    map.put("labels", labels);
    return map;
  }
}
