package org.nn4j.experiment.training;

import java.util.ArrayList;
import java.util.List;
import org.nn4j.api.Matrix;
import org.nn4j.api.Metric;
import org.nn4j.api.Precision;
import org.nn4j.api.Task;
import org.nn4j.core.InputException;
import org.nn4j.core.registry.Catalog;
import org.nn4j.core.text.Words;

/** The metrics that are reported by default, and those that are asked for by name. */
public final class StandardMetrics {
  private StandardMetrics() {}

  /**
   * Returns the names of a task's metrics, the most important first.
   *
   * @param classes the number of classes
   * @param quantiles the levels of the quantiles that a regression predicts, if it does
   */
  public static List<String> names(Task task, int classes, List<Double> quantiles) {
    return switch (task) {
      case REGRESSION ->
          quantiles.isEmpty()
              ? List.of("r2", "rmse", "mae")
              : List.of("pinball(quantiles=" + quantiles + ")", "r2", "rmse", "mae");
      case MULTI_LABEL ->
          List.of(
              "label_f1",
              "label_f1(average=micro)",
              "subset_accuracy",
              "hamming_loss",
              "label_roc_auc");
      case CLASSIFICATION ->
          classes == 2
              ? List.of("accuracy", "f1", "roc_auc", "mcc")
              : List.of("accuracy", "f1", "mcc");
    };
  }

  /**
   * Creates metrics.
   *
   * @throws InputException if one is unknown or of another task
   */
  public static List<Metric> create(Catalog catalog, List<String> names, Task task) {
    List<Metric> metrics = new ArrayList<>();
    for (String name : names) {
      Metric metric = catalog.create(Metric.class, name);
      requireTask(metric, task);
      metrics.add(metric);
    }
    return metrics;
  }

  /**
   * Requires that a metric suits the number of classes; a binary average needs two.
   *
   * @param outputs the number of outputs of the network
   * @throws IllegalArgumentException if it is not
   */
  public static void requireClasses(Metric metric, int outputs) {
    if (metric.task() == Task.CLASSIFICATION) {
      Matrix classes = Matrix.of(new double[] {0}, new double[] {1});
      metric.value(Matrix.zeros(Precision.FLOAT64, 2, outputs), classes, null);
    }
  }

  /**
   * Requires that a metric is one of a task.
   *
   * @throws InputException if it is not
   */
  static void requireTask(Metric metric, Task task) {
    if (metric.task() != task) {
      throw new InputException(
          metric.shortExpression()
              + " is a metric of "
              + Words.of(metric.task())
              + " but the task is "
              + Words.of(task)
              + (task == Task.MULTI_LABEL ? ", whose metrics are such as label_f1" : ""));
    }
  }
}
