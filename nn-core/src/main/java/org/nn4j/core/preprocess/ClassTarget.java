package org.nn4j.core.preprocess;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.nn4j.api.Matrix;
import org.nn4j.api.Precision;
import org.nn4j.api.Task;
import org.nn4j.core.InputException;
import org.nn4j.core.data.Column;
import org.nn4j.core.data.ColumnType;
import org.nn4j.core.data.NumericColumn;
import org.nn4j.core.data.Table;
import org.nn4j.core.data.text.LabelOrder;
import org.nn4j.core.metric.Predictions;
import org.nn4j.core.text.Names;
import org.nn4j.core.text.Spelling;

/**
 * One of several classes: class k is the k-th label from 0.
 *
 * @param column the name of the target column
 * @param numeric true if the labels are numbers in the file, so that 1 and 1.0 are one class
 * @param labels the labels of the training rows in {@link LabelOrder}, at least two; of two the
 *     second is the positive one, which may be another than the order has it
 * @param threshold the probability of class 1 above which it is decided for, of two classes; {@link
 *     Predictions#EVEN} for the more probable of any number
 */
public record ClassTarget(String column, boolean numeric, List<String> labels, double threshold)
    implements TargetEncoder {
  static final String TYPE = "classes";
  private static final String THRESHOLD = "threshold";

  /**
   * Copies the labels.
   *
   * @throws IllegalArgumentException if there are fewer than two or one occurs twice, one is no
   *     number though they are numeric, or the threshold is not between 0 and 1, or is not even for
   *     more than two
   */
  public ClassTarget {
    labels = List.copyOf(labels);
    Labels.requireDistinct("labels", labels, 2);
    requireThreshold(threshold);
    for (String label : labels) {
      if (numeric && Spelling.number(label) == null) {
        throw new IllegalArgumentException(
            "the classes of '"
                + column
                + "' are numeric, but "
                + Names.quote(label)
                + " is no number");
      }
    }
    if (threshold != Predictions.EVEN && labels.size() > 2) {
      throw new IllegalArgumentException(
          "a threshold divides two classes, but '" + column + "' has " + labels.size());
    }
  }

  static void requireThreshold(double threshold) {
    if (!(threshold > 0 && threshold < 1)) {
      throw new IllegalArgumentException(
          "a threshold must be above 0 and below 1 but is " + threshold);
    }
  }

  /** Decides for the most probable class. */
  public ClassTarget(String column, boolean numeric, List<String> labels) {
    this(column, numeric, labels, Predictions.EVEN);
  }

  /**
   * Creates a target of the classes of some rows.
   *
   * @throws InputException if the column is unknown, misses a value or holds one class only
   */
  public static ClassTarget fit(Table table, int[] rows, String name) {
    Column column = table.column(name);
    for (int row : rows) {
      NumericColumns.requirePresent(table, row, column, NumericColumns.TARGET);
    }
    List<String> labels = Labels.of(rows, column);
    if (labels.size() < 2) {
      throw TaskInference.oneValueOnly(table, column, "class", labels);
    }
    return new ClassTarget(column.name(), column instanceof NumericColumn, labels);
  }

  static ClassTarget fromMap(JsonMap tree) {
    return tree.build(
        () ->
            new ClassTarget(
                tree.text("column"),
                tree.flag("numeric"),
                tree.texts("labels"),
                tree.map().containsKey(THRESHOLD) ? tree.number(THRESHOLD) : Predictions.EVEN));
  }

  @Override
  public Task task() {
    return Task.CLASSIFICATION;
  }

  @Override
  public List<String> columns() {
    return List.of(column);
  }

  @Override
  public List<String> outputs() {
    return labels;
  }

  @Override
  public List<Double> thresholds() {
    return List.of(threshold);
  }

  @Override
  public ClassTarget withThresholds(List<Double> changed) {
    if (changed.size() != 1) {
      throw new IllegalArgumentException(
          "one threshold divides two classes, but " + changed.size() + " are given");
    }
    return new ClassTarget(column, numeric, labels, changed.get(0));
  }

  /**
   * Returns a copy with another second class, which is the positive one.
   *
   * @throws IllegalArgumentException if there are not two classes, the label is none of them, or a
   *     threshold was set, which belongs to the class that is positive now
   */
  ClassTarget withPositive(String label) {
    if (labels.size() != 2 || !labels.contains(label)) {
      throw new IllegalArgumentException(
          "the positive class is one of two, but '"
              + column
              + "' has "
              + (labels.size() == 2
                  ? "'" + String.join("' and '", labels) + "', not '" + label + "'"
                  : labels.size() + " classes"));
    }
    if (threshold != Predictions.EVEN) {
      throw new IllegalArgumentException("a threshold is of the positive class, so it is set last");
    }
    String other = labels.get(1 - labels.indexOf(label));
    return new ClassTarget(column, numeric, List.of(other, label));
  }

  @Override
  public ColumnType type() {
    return numeric ? ColumnType.NUMERIC : ColumnType.CATEGORICAL;
  }

  /**
   * Returns the class of each of some rows.
   *
   * @throws InputException if the column is absent, or a value is missing or no class of the model
   */
  public int[] indices(Table table, int[] rows) {
    Column source = table.column(column);
    int[] index = Labels.indices(source, rows, labels);
    for (int i = 0; i < rows.length; i++) {
      if (index[i] < 0) {
        NumericColumns.requirePresent(table, rows[i], source, NumericColumns.TARGET);
        throw table.fault(
            rows[i],
            source,
            Names.quote(source.text(rows[i]))
                + " in column '"
                + column
                + "' is none of the classes that the model was trained on: "
                + Labels.list(labels));
      }
    }
    return index;
  }

  /**
   * Encodes the classes of some rows.
   *
   * @return one row for each of {@code rows}, {@link ClassEncoding#width} columns
   * @throws InputException as {@link #indices} does
   */
  Matrix encode(Table table, int[] rows, ClassEncoding encoding, Precision precision) {
    int[] index = indices(table, rows);
    Matrix targets = Matrix.zeros(precision, rows.length, encoding.width(labels.size()));
    for (int i = 0; i < rows.length; i++) {
      encoding.write(index[i], targets, i);
    }
    return targets;
  }

  @Override
  public Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("type", TYPE);
    map.put("column", column);
    map.put("numeric", numeric);
    map.put("labels", labels);
    if (threshold != Predictions.EVEN) {
      map.put(THRESHOLD, threshold);
    }
    return map;
  }
}
