package org.nn4j.core.training;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.nn4j.api.Matrix;
import org.nn4j.api.Metric;
import org.nn4j.api.Task;
import org.nn4j.core.metric.Predictions;

/**
 * A network's predictions for a data set beside what they should have been.
 *
 * @param loss the mean loss, without penalties
 * @param scores outputs after the link that the loss applies: probabilities for classification, N×K
 * @param classes class indices N×1 the targets stand for
 * @param values outputs decoded to the units of the data, N×K
 * @param targets targets decoded to the units of the data
 * @param weights N×1 sample weights, or null
 * @param threshold the score of class 1 above which it is decided for, of two classes; {@link
 *     Predictions#EVEN} unless another was set
 */
public record Evaluation(
    double loss,
    Matrix scores,
    Matrix classes,
    Matrix values,
    Matrix targets,
    @Nullable Matrix weights,
    double threshold) {

  /** Returns a copy that decides otherwise. */
  public Evaluation withThreshold(double changed) {
    return new Evaluation(loss, scores, classes, values, targets, weights, changed);
  }

  /**
   * Returns scores that stand for the decisions: {@link #scores()} themselves, or 1 and 0 where a
   * threshold was set.
   */
  public Matrix decisions() {
    return Predictions.decisions(scores, threshold);
  }

  /**
   * Computes a metric, as its task asks: from classes and scores, or decisions where it looks at
   * nothing else; or from values and targets.
   */
  public double metric(Metric metric) {
    if (metric.task() != Task.CLASSIFICATION) {
      return metric.value(values, targets, weights);
    }
    return metric.value(metric.readsDecisions() ? decisions() : scores, classes, weights);
  }

  /** Computes metrics by name, in order; of several with one name by expression but the first. */
  public Map<String, Double> metrics(List<Metric> metrics) {
    Map<String, Double> values = new LinkedHashMap<>();
    for (Metric metric : metrics) {
      String name = values.containsKey(metric.name()) ? metric.expression() : metric.name();
      values.put(name, metric(metric));
    }
    return values;
  }
}
