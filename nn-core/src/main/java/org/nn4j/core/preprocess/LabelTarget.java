package org.nn4j.core.preprocess;

import java.util.BitSet;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.nn4j.api.Matrix;
import org.nn4j.api.Precision;
import org.nn4j.api.TargetKind;
import org.nn4j.api.Task;
import org.nn4j.core.InputException;
import org.nn4j.core.data.ColumnType;
import org.nn4j.core.data.Table;
import org.nn4j.core.data.text.LabelOrder;
import org.nn4j.core.metric.Predictions;

/**
 * Labels that do not exclude one another, each of which applies to a row or not: a column of 0 and
 * 1 (or false and true) for each, or one column of texts that name the labels of a row.
 *
 * @param columns the names of the target columns: the labels, or the only column of texts
 * @param separator what stands between labels in a text, or null if each label has a column
 * @param labels the labels; if they come from texts, those of the training rows in {@link
 *     LabelOrder}
 * @param thresholds the probability of each label above which it is decided for
 */
public record LabelTarget(
    List<String> columns, @Nullable String separator, List<String> labels, List<Double> thresholds)
    implements TargetEncoder {
  static final String TYPE = "labels";
  private static final String SEPARATOR = "separator";
  private static final String THRESHOLDS = "thresholds";

  /**
   * Copies the lists.
   *
   * @throws IllegalArgumentException if there are fewer than two labels or one occurs twice, the
   *     columns are not the labels' or one for all, or there is not a threshold between 0 and 1 for
   *     each label
   */
  public LabelTarget {
    columns = List.copyOf(columns);
    labels = List.copyOf(labels);
    thresholds = List.copyOf(thresholds);
    Labels.requireDistinct("labels", labels, 2);
    if (separator == null ? !columns.equals(labels) : columns.size() != 1 || separator.isEmpty()) {
      throw new IllegalArgumentException(
          "labels have a column each, or one together with a separator, but the columns are "
              + columns);
    }
    if (thresholds.size() != labels.size()) {
      throw new IllegalArgumentException(
          thresholds.size() + " thresholds for " + labels.size() + " labels");
    }
    thresholds.forEach(ClassTarget::requireThreshold);
  }

  private LabelTarget(List<String> columns, @Nullable String separator, List<String> labels) {
    this(columns, separator, labels, Collections.nCopies(labels.size(), Predictions.EVEN));
  }

  /**
   * Creates a target of the labels of some rows.
   *
   * @param columns a column for each label, or one of texts
   * @param separator what stands between labels in a text, or null
   * @throws InputException if a column is unknown or holds something else, or a label applies to
   *     all of the rows or to none
   */
  public static LabelTarget fit(
      Table table, int[] rows, List<String> columns, @Nullable String separator) {
    if (separator == null ? columns.size() < 2 : columns.size() > 1) {
      throw new InputException(
          separator == null
              ? "labels are several columns of 0 and 1, but "
                  + columns.get(0)
                  + " is one; a label separator divides texts that name the labels"
              : "a label separator divides the texts of one column, but "
                  + columns.size()
                  + " are named: "
                  + String.join(", ", columns));
    }
    List<String> labels =
        separator == null ? columns : named(table, rows, columns.get(0), separator);
    if (labels.size() < 2) {
      throw TaskInference.oneValueOnly(table, table.column(columns.get(0)), "label", labels);
    }
    LabelTarget target = new LabelTarget(columns, separator, labels);
    target.requireVarying(table, rows);
    return target;
  }

  private static List<String> named(Table table, int[] rows, String column, String separator) {
    SortedSet<String> labels = new TreeSet<>(LabelOrder.INSTANCE);
    for (int row : rows) {
      labels.addAll(LabelReader.divide(table.column(column), row, separator));
    }
    return List.copyOf(labels);
  }

  private void requireVarying(Table table, int[] rows) {
    LabelReader reader = reader(table);
    int[] counts = new int[labels.size()];
    for (int row : rows) {
      reader.read(row).stream().forEach(k -> counts[k]++);
    }
    for (int k = 0; k < counts.length; k++) {
      if (counts[k] == 0 || counts[k] == rows.length) {
        throw table.fault(
            "the label '"
                + labels.get(k)
                + "' applies to "
                + (counts[k] == 0 ? "none" : "all")
                + " of the "
                + rows.length
                + " rows to learn from; leave it out, or hold fewer rows out");
      }
    }
  }

  private LabelReader reader(Table table) {
    return new LabelReader(table, columns, separator, labels);
  }

  static LabelTarget fromMap(JsonMap tree) {
    return tree.build(
        () -> {
          String separator = tree.map().containsKey(SEPARATOR) ? tree.text(SEPARATOR) : null;
          List<String> labels = tree.texts("labels");
          List<String> columns = separator == null ? labels : List.of(tree.text("column"));
          return tree.map().containsKey(THRESHOLDS)
              ? new LabelTarget(columns, separator, labels, tree.numbers(THRESHOLDS))
              : new LabelTarget(columns, separator, labels);
        });
  }

  @Override
  public Task task() {
    return Task.MULTI_LABEL;
  }

  @Override
  public List<String> outputs() {
    return labels;
  }

  @Override
  public ColumnType type() {
    return separator == null ? ColumnType.AUTO : ColumnType.CATEGORICAL;
  }

  @Override
  public LabelTarget withThresholds(List<Double> changed) {
    return new LabelTarget(columns, separator, labels, changed);
  }

  /**
   * Returns which of some rows have a label.
   *
   * @param label the label's number
   * @throws InputException if a column is absent or a value is ambiguous
   */
  public boolean[] present(Table table, int[] rows, int label) {
    LabelReader reader = reader(table);
    boolean[] present = new boolean[rows.length];
    for (int i = 0; i < rows.length; i++) {
      present[i] = reader.read(rows[i]).get(label);
    }
    return present;
  }

  /**
   * Groups rows by the labels that they have, for dividing them evenly. A combination of fewer rows
   * than asked for is taken together with the other rare ones.
   *
   * @param least the fewest rows of a group, unless there are fewer in all
   * @return each row's group, from 0
   * @throws InputException if a column is absent or a value is ambiguous
   */
  public int[] combinations(Table table, int[] rows, int least) {
    return reader(table).combinations(rows, least);
  }

  static void requireKind(TargetKind kind) {
    if (kind == TargetKind.DISTRIBUTION) {
      throw new IllegalArgumentException(
          "labels that do not exclude one another are no distribution; take a loss such as"
              + " binary_cross_entropy");
    }
  }

  /**
   * Encodes the labels of some rows: 1 where one applies, else 0, or −1 for losses over signs.
   *
   * @param kind what the values mean to the loss
   * @return one row for each of {@code rows}, one column per label
   * @throws InputException if a column is absent or a value is ambiguous
   * @throws IllegalArgumentException if the loss compares distributions
   */
  public Matrix encode(Table table, int[] rows, TargetKind kind, Precision precision) {
    requireKind(kind);
    LabelReader reader = reader(table);
    Matrix targets = Matrix.zeros(precision, rows.length, labels.size());
    double absent = kind == TargetKind.SIGN ? -1 : 0;
    for (int i = 0; i < rows.length; i++) {
      BitSet present = reader.read(rows[i]);
      for (int k = 0; k < labels.size(); k++) {
        targets.set(i, k, present.get(k) ? 1 : absent);
      }
    }
    return targets;
  }

  @Override
  public Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("type", TYPE);
    if (separator != null) {
      map.put("column", columns.get(0));
      map.put(SEPARATOR, separator);
    }
    map.put("labels", labels);
    if (thresholds.stream().anyMatch(threshold -> threshold != Predictions.EVEN)) {
      map.put(THRESHOLDS, thresholds);
    }
    return map;
  }
}
