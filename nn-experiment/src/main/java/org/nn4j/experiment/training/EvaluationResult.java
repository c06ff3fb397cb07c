package org.nn4j.experiment.training;

import java.util.List;
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
import org.nn4j.core.training.MetricValues;

/**
 * How well a network does on some samples.
 *
 * @param part what samples they are: test, validation, training or a file's name
 * @param values the metrics and the loss, with the reasons where they are undefined
 * @param positive which of two classes is the positive one; null unless there are two
 * @param confusion the confusion matrix of a classification, or null
 * @param labels the confusion matrices of labels, or null if none are predicted
 * @param evaluation the predictions
 * @param chosenBy what training chose by these samples, such as early_stopping; empty if nothing
 */
public record EvaluationResult(
    String part,
    MetricValues values,
    @Nullable String positive,
    @Nullable ConfusionMatrix confusion,
    @Nullable LabelConfusion labels,
    Evaluation evaluation,
    List<String> chosenBy) {

  /** Evaluates a network on some samples. */
  public static EvaluationResult of(
      String part,
      Network network,
      Evaluator evaluator,
      Preprocessor preprocessor,
      List<Metric> metrics,
      Dataset data) {
    Evaluation evaluation =
        evaluator
            .evaluate(network, data)
            .withThresholds(preprocessor.thresholds())
            .withNames(preprocessor.labels());
    List<String> names = evaluation.names();
    Task task = preprocessor.target().task();
    return new EvaluationResult(
        part,
        evaluation.judge(metrics),
        task == Task.CLASSIFICATION && names.size() == 2 ? names.get(1) : null,
        task == Task.CLASSIFICATION ? evaluation.confusion() : null,
        task == Task.MULTI_LABEL ? evaluation.labelConfusion() : null,
        evaluation,
        List.of());
  }

  /** Returns the number of samples. */
  public int samples() {
    return evaluation.scores().rows();
  }

  /** Returns what is predicted. */
  public Task task() {
    return confusion != null
        ? Task.CLASSIFICATION
        : labels != null ? Task.MULTI_LABEL : Task.REGRESSION;
  }

  /** Returns a copy whose metrics are of another positive class. */
  public EvaluationResult ofPositive(String label) {
    return new EvaluationResult(part, values, label, confusion, labels, evaluation, chosenBy);
  }

  /** Returns a copy with the settings that chose by these samples. */
  EvaluationResult withChosenBy(List<String> settings) {
    return new EvaluationResult(part, values, positive, confusion, labels, evaluation, settings);
  }
}
