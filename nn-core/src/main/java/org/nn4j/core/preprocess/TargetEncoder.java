package org.nn4j.core.preprocess;

import java.util.List;
import java.util.Map;
import org.nn4j.api.Task;
import org.nn4j.core.InputException;
import org.nn4j.core.data.ColumnType;
import org.nn4j.core.data.Table;

/** The way between a table's target columns and what a loss compares with the outputs. */
public sealed interface TargetEncoder permits ClassTarget, NumericTarget {

  /** Returns what the network is asked for. */
  Task task();

  /** Returns the names of the target columns. */
  List<String> columns();

  /** Returns the type that the target columns are to be read as. */
  ColumnType type();

  /** Returns the encoder as plain values for a model file. */
  Map<String, Object> toMap();

  /**
   * Fits an encoder on some rows of a table.
   *
   * @throws InputException if a column is unknown, misses values or does not suit the task
   */
  static TargetEncoder fit(Table table, int[] rows, TargetOptions options) {
    List<String> names = options.columns();
    Task task = options.task();
    if (task == null) {
      task = names.size() > 1 ? Task.REGRESSION : TaskInference.infer(table, names.get(0));
    }
    if (task == Task.REGRESSION) {
      return NumericTarget.fit(table, rows, names, options.scaling());
    }
    if (names.size() > 1) {
      throw new InputException(
          "classification has one target column, but "
              + names.size()
              + " are named: "
              + String.join(", ", names));
    }
    return ClassTarget.fit(table, rows, names.get(0));
  }
}
