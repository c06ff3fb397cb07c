package org.nn4j.core.preprocess;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SortedSet;
import java.util.TreeSet;
import org.nn4j.api.Task;
import org.nn4j.core.InputException;
import org.nn4j.core.data.Column;
import org.nn4j.core.data.NumericColumn;
import org.nn4j.core.data.Table;
import org.nn4j.core.text.Names;

/**
 * Infers from target columns whether they ask for classes, labels or numbers.
 *
 * <p>Texts are classes. Numbers are classes if they are two, {0, 1} or {−1, 1}, or if all are
 * whole, at most 20 different ones, each occurring twice on average; else they are values to be
 * predicted. Several columns are labels that do not exclude one another if all hold nothing but 0
 * and 1, or true and false.
 */
public final class TaskInference {
  private static final int MOST_CLASSES = 20;

  private TaskInference() {}

  /**
   * Returns the task that options ask for, or infers it.
   *
   * @throws InputException if a column is unknown, or the only one holds one value only or none; or
   *     if labels are to be divided for another task
   */
  public static Task infer(Table table, TargetOptions options) {
    Task given = options.task();
    if (options.labelSeparator() != null) {
      if (given != null && given != Task.MULTI_LABEL) {
        throw new InputException(
            "a label separator is for labels that do not exclude one another, multi_label, but the"
                + " task is "
                + given.name().toLowerCase(Locale.ROOT));
      }
      return Task.MULTI_LABEL;
    }
    if (given != null) {
      return given;
    }
    List<String> columns = options.columns();
    if (columns.size() == 1) {
      return infer(table, columns.get(0));
    }
    return columns.stream().allMatch(name -> flags(table.column(name)))
        ? Task.MULTI_LABEL
        : Task.REGRESSION;
  }

  private static boolean flags(Column column) {
    for (int row = 0; row < column.size(); row++) {
      if (!column.missing(row) && LabelReader.flagOrNull(column, row) == null) {
        return false;
      }
    }
    return true;
  }

  /**
   * Infers the task of predicting a column.
   *
   * @throws InputException if the column is unknown, or holds one value only or none
   */
  public static Task infer(Table table, String target) {
    Column column = table.column(target);
    if (!(column instanceof NumericColumn numeric)) {
      return requireSeveral(table, column, Labels.of(table.everyRow(), column));
    }
    int count = 0;
    SortedSet<Double> values = new TreeSet<>();
    for (int row = 0; row < table.rows() && values.size() <= MOST_CLASSES; row++) {
      if (!numeric.missing(row)) {
        values.add(numeric.value(row) + 0.0); // 0 for -0
        count++;
      }
    }
    if (values.size() > MOST_CLASSES) {
      return Task.REGRESSION;
    }
    double[] distinct = values.stream().mapToDouble(v -> v).toArray();
    requireSeveral(
        table, column, Arrays.stream(distinct).limit(2).mapToObj(NumericColumn::text).toList());
    boolean two =
        distinct.length == 2 && distinct[1] == 1 && (distinct[0] == 0 || distinct[0] == -1);
    boolean few =
        count >= 2 * distinct.length && Arrays.stream(distinct).allMatch(v -> v == Math.rint(v));
    return two || few ? Task.CLASSIFICATION : Task.REGRESSION;
  }

  private static Task requireSeveral(Table table, Column column, List<String> values) {
    if (values.size() < 2) {
      throw oneValueOnly(
          table, column, column instanceof NumericColumn ? "value" : "class", values);
    }
    return Task.CLASSIFICATION;
  }

  /** Returns the exception to throw for a target from which nothing can be learnt. */
  static InputException oneValueOnly(Table table, Column column, String noun, List<String> values) {
    return table.fault(
        "the target '"
            + column.name()
            + "' holds "
            + (values.isEmpty()
                ? "no " + noun
                : "one " + noun + " only (" + Names.quote(values.get(0)) + ")")
            + "; there is nothing to learn");
  }
}
