package org.nn4j.experiment.training;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.nn4j.api.Task;
import org.nn4j.core.metric.ExpectedCalibrationError;
import org.nn4j.core.metric.LogLoss;
import org.nn4j.core.text.Words;
import org.nn4j.core.training.Evaluation;
import org.nn4j.core.training.MetricValues;

/**
 * What a calibration changed, on the samples that a run is evaluated on.
 *
 * @param temperature what logits are divided by; 1 if nothing was to be gained
 * @param before how right probabilities were, by the names of metrics
 * @param after how right they are
 */
public record CalibrationEffect(
    double temperature, Map<String, Double> before, Map<String, Double> after) {

  /** Compares two evaluations on the same samples. */
  static CalibrationEffect of(double temperature, Task task, Evaluation before, Evaluation after) {
    return new CalibrationEffect(temperature, values(task, before), values(task, after));
  }

  /** Returns it in a sentence, for a model's card. */
  String sentence() {
    return temperature == 1
        ? "Probabilities are as training left them: no temperature makes them better"
        : "Calibration by the temperature "
            + Words.number(temperature)
            + " changed "
            + before.entrySet().stream()
                .map(
                    metric ->
                        metric.getKey()
                            + " from "
                            + Words.number(metric.getValue())
                            + " to "
                            + Words.number(after.getOrDefault(metric.getKey(), Double.NaN)))
                .collect(Collectors.joining(" and "));
  }

  private static Map<String, Double> values(Task task, Evaluation evaluation) {
    return task == Task.CLASSIFICATION
        ? evaluation.metrics(List.of(new LogLoss(), new ExpectedCalibrationError()))
        : new LinkedHashMap<>(Map.of(MetricValues.LOSS, evaluation.loss()));
  }
}
