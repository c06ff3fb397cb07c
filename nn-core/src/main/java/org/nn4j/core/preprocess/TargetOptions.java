package org.nn4j.core.preprocess;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nn4j.api.Task;

/**
 * Which columns are predicted and how they are prepared.
 *
 * @param columns one column, or several for a regression of several values or labels of their own
 * @param task the task, or null to infer it by {@link TaskInference}
 * @param scaling how a regression's values are scaled; see {@link Scaling#forTargets}
 * @param labelSeparator what divides the labels that one column's texts name, or null if labels
 *     that do not exclude one another have a column each
 */
public record TargetOptions(
    List<String> columns, @Nullable Task task, Scaling scaling, @Nullable String labelSeparator) {

  /** Copies the names. */
  public TargetOptions {
    columns = List.copyOf(columns);
    if (columns.isEmpty()) {
      throw new IllegalArgumentException("a target column must be named");
    }
  }

  /** Predicts columns by default: task inferred, a regression's values standardized. */
  public static TargetOptions of(String... columns) {
    return new TargetOptions(List.of(columns), null, Scaling.STANDARDIZE, null);
  }

  /** Returns a copy with a task. */
  public TargetOptions withTask(@Nullable Task changed) {
    return new TargetOptions(columns, changed, scaling, labelSeparator);
  }

  /** Returns a copy with a scaling of a regression's values. */
  public TargetOptions withScaling(Scaling changed) {
    return new TargetOptions(columns, task, changed, labelSeparator);
  }

  /** Returns a copy for one column whose texts name labels, with what stands between them. */
  public TargetOptions withLabelSeparator(String changed) {
    return new TargetOptions(columns, task, scaling, changed);
  }
}
