package org.nn4j.core.preprocess;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntUnaryOperator;
import java.util.stream.Collectors;
import org.nn4j.core.InputException;
import org.nn4j.core.data.Column;
import org.nn4j.core.data.ColumnType;
import org.nn4j.core.data.Table;
import org.nn4j.core.data.text.ColumnNames;
import org.nn4j.core.data.text.DateTexts;
import org.nn4j.core.data.text.LabelOrder;
import org.nn4j.core.text.Names;

/**
 * A category that becomes one input per label: 1 for its own, 0 for the others.
 *
 * <p>A label that no training row has counts as the known label that is the same number, {@code 1}
 * as {@code 1.0}; if there is no such label it becomes all zeros, like a missing value and unlike
 * any known label. {@link Preprocessor#unknownCategories} counts such labels.
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

  /** Creates a feature of the labels of some rows, at least one of which has a value. */
  static CategoricalFeature fit(int[] rows, Column column) {
    return new CategoricalFeature(column.name(), Labels.of(rows, column));
  }

  /** Returns whether so many of its labels differ that they identify rows. */
  boolean identifies(int rows) {
    return labels.size() > Math.max(FEW_LABELS, rows / 2);
  }

  /** Returns the exception to throw for all columns that identify rows, at least one. */
  static InputException identifying(Table table, int rows, List<CategoricalFeature> features) {
    CategoricalFeature first = features.get(0);
    List<String> names = features.stream().map(CategoricalFeature::column).toList();
    boolean one = names.size() == 1;
    String others =
        names.stream().skip(1).map(name -> "'" + name + "'").collect(Collectors.joining(", "));
    String arguments = ColumnNames.arguments(names);
    return table.fault(
        "column '"
            + first.column
            + "' holds "
            + first.labels.size()
            + (DateTexts.all(first.labels) ? " different dates in " : " different texts in ")
            + rows
            + " training rows ("
            + Names.quote(first.labels.get(0))
            + ", "
            + Names.quote(first.labels.get(1))
            + (one ? ", …): it identifies rows rather than tells about them; leave it out" : ", …)")
            + (one ? "" : ", and so do others: " + others)
            + (one ? "" : "; they identify rows rather than tell about them; leave them out")
            + " (--ignore "
            + arguments
            + "), or have each taken for a category all the same (--categorical "
            + arguments
            + ")");
  }

  static CategoricalFeature fromMap(JsonMap tree) {
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
  public FeatureStep.Encoder bind(Table table, int[] rows) {
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
