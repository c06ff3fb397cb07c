package org.nn4j.cli.run;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.nn4j.api.Metric;
import org.nn4j.api.Task;
import org.nn4j.core.data.Dataset;
import org.nn4j.core.metric.ConfusionMatrix;
import org.nn4j.core.metric.LabelConfusion;
import org.nn4j.core.network.Network;
import org.nn4j.core.preprocess.Preprocessor;
import org.nn4j.core.training.Evaluation;
import org.nn4j.core.training.Evaluator;

/**
 * How well a network does on some samples.
 *
 * @param part what samples they are: test, validation, training or a file's name
 * @param samples their number
 * @param task what is predicted
 * @param metrics the metrics by name, the loss last
 * @param confusion the confusion matrix of a classification, or null
 * @param labels the confusion matrices of labels, or null if none are predicted
 * @param evaluation the predictions
 * @param chosenBy what training chose by these samples, such as early_stopping; empty if nothing
 */
public record Judgement(
    String part,
    int samples,
    Task task,
    Map<String, Double> metrics,
    @Nullable ConfusionMatrix confusion,
    @Nullable LabelConfusion labels,
    Evaluation evaluation,
    List<String> chosenBy) {

  static Judgement of(
      String part,
      Network network,
      Evaluator evaluator,
      Preprocessor preprocessor,
      List<Metric> metrics,
      Dataset data) {
    Evaluation evaluation =
        evaluator.evaluate(network, data).withThresholds(preprocessor.thresholds());
    Map<String, Double> values = new LinkedHashMap<>(evaluation.metrics(metrics));
    values.put("loss", evaluation.loss());
    Task task = preprocessor.target().task();
    ConfusionMatrix confusion =
        task == Task.CLASSIFICATION
            ? ConfusionMatrix.of(evaluation.decisions(), evaluation.classes(), evaluation.weights())
                .withLabels(preprocessor.labels())
            : null;
    LabelConfusion labels =
        task == Task.MULTI_LABEL
            ? LabelConfusion.of(
                    evaluation.labelDecisions(), evaluation.labels(), evaluation.weights())
                .withLabels(preprocessor.labels())
            : null;
    return new Judgement(part, data.size(), task, values, confusion, labels, evaluation, List.of());
  }

  Judgement withChosenBy(List<String> settings) {
    return new Judgement(part, samples, task, metrics, confusion, labels, evaluation, settings);
  }
}
