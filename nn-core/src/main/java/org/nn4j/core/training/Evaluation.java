package org.nn4j.core.training;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.nn4j.api.Matrix;
import org.nn4j.api.Metric;
import org.nn4j.api.Task;

/**
 * A network's predictions for a data set beside what they should have been.
 *
 * @param loss the mean loss, without penalties
 * @param scores outputs after the link that the loss applies: probabilities for classification, N×K
 * @param classes class indices N×1 the targets stand for
 * @param values outputs decoded to the units of the data, N×K
 * @param targets targets decoded to the units of the data
 * @param weights N×1 sample weights, or null
 */
public record Evaluation(
    double loss,
    Matrix scores,
    Matrix classes,
    Matrix values,
    Matrix targets,
    @Nullable Matrix weights) {

  /** Computes a metric, from scores and classes or from values and targets as its task asks. */
  public double metric(Metric metric) {
    return metric.task() == Task.CLASSIFICATION
        ? metric.value(scores, classes, weights)
        : metric.value(values, targets, weights);
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
