package org.nn4j.core.preprocess;

import java.util.List;
import java.util.Map;
import org.nn4j.api.Task;
import org.nn4j.core.InputException;
import org.nn4j.core.data.ColumnType;
import org.nn4j.core.data.Table;

/** The way between a table's target columns and what a loss compares with the outputs. */
public sealed interface TargetEncoder permits ClassTarget, LabelTarget, NumericTarget {

  /** Returns what the network is asked for. */
  Task task();

  /** Returns the names of the target columns. */
  List<String> columns();

  /**
   * Returns what each output of a network stands for: a class (by its label), a label or a column.
   * Where there are two classes, the second may have the only output.
   */
  List<String> outputs();

  /**
   * Returns the probability above which the model decides for the second of two classes, or for
   * each label; a single {@link org.nn4j.core.metric.Predictions#EVEN} where nothing else was set
   * or there is nothing to decide.
   */
  List<Double> thresholds();

  /**
   * Returns a copy that decides above other probabilities.
   *
   * @param thresholds one for two classes, or one for each label
   * @throws IllegalArgumentException if one is not between 0 and 1, or there is not one for each
   *     decision
   */
  TargetEncoder withThresholds(List<Double> thresholds);

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
    List<String> names = options.columns().stream().map(c -> table.column(c).name()).toList();
    return switch (TaskInference.infer(table, options)) {
      case REGRESSION -> NumericTarget.fit(table, rows, names, options.scaling());
      case MULTI_LABEL -> LabelTarget.fit(table, rows, names, options.labelSeparator());
      case CLASSIFICATION -> {
        if (names.size() > 1) {
          throw new InputException(
              "classification has one target column, but "
                  + names.size()
                  + " are named: "
                  + String.join(", ", names));
        }
        yield ClassTarget.fit(table, rows, names.get(0));
      }
    };
  }
}
