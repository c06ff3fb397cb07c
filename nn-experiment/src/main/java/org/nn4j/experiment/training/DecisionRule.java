package org.nn4j.experiment.training;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.nn4j.api.Metric;
import org.nn4j.api.Task;
import org.nn4j.core.metric.DecisionThreshold;
import org.nn4j.core.metric.Predictions;
import org.nn4j.core.preprocess.Preprocessor;
import org.nn4j.core.training.Evaluation;
import org.nn4j.core.training.Evaluator;
import org.nn4j.experiment.config.DataSettings;
import org.nn4j.experiment.config.Settings;
import org.nn4j.experiment.config.TrainingSettings;

/**
 * Sets where a classifier decides, which the model's preprocessing holds: as given before training,
 * or chosen after it on the validation samples.
 *
 * @param settings complete settings
 */
record DecisionRule(Settings settings) {

  /**
   * Returns preprocessing with the positive class and the threshold that are given.
   *
   * @throws org.nn4j.core.InputException if there are neither two classes nor labels
   */
  Preprocessor given(Preprocessor fitted) {
    String label = settings.find(DataSettings.POSITIVE);
    Preprocessor ordered =
        label == null
            ? fitted
            : settings.using(DataSettings.POSITIVE, () -> fitted.withPositive(label));
    double value = settings.get(TrainingSettings.THRESHOLD).value();
    List<Double> decided = ordered.thresholds();
    boolean one = decided.stream().distinct().count() == 1;
    return value == (one ? decided.get(0) : Predictions.EVEN)
        ? ordered
        : settings.using(TrainingSettings.THRESHOLD, () -> ordered.withThreshold(value));
  }

  /**
   * Returns the metric that a threshold is to be chosen for, or null if none is.
   *
   * @throws org.nn4j.core.InputException if it does not depend on a threshold, or there are neither
   *     two classes nor labels, or no validation samples, or it is undefined for those
   */
  @Nullable Metric metric(PreparedExperiment experiment, Composer composer) {
    String expression = settings.get(TrainingSettings.THRESHOLD).metric();
    if (expression == null) {
      return null;
    }
    Task task = experiment.task();
    int classes = experiment.preprocessor().labels().size();
    if (task == Task.REGRESSION || (task == Task.CLASSIFICATION && classes != 2)) {
      throw settings.fault(
          TrainingSettings.THRESHOLD,
          "divides two classes, but "
              + String.join(", ", experiment.preprocessor().target().columns())
              + (classes == 0 ? " is predicted as a number" : " has " + classes));
    }
    Metric metric =
        settings.using(
            TrainingSettings.THRESHOLD,
            () -> {
              Metric made = composer.metric(expression);
              DecisionThreshold.requireDecisive(made);
              StandardMetrics.requireTask(made, task);
              return made;
            });
    if (experiment.validation() == null) {
      throw settings.fault(
          TrainingSettings.THRESHOLD,
          "is chosen on rows held out for validation, and there are none; hold some out, or give a"
              + " number");
    }
    composer
        .epochs(experiment, List.of(metric), experiment.validation())
        .undefined()
        .apply(metric)
        .ifPresent(
            reason -> {
              throw settings.fault(
                  TrainingSettings.THRESHOLD,
                  metric.shortExpression()
                      + " is undefined on the rows held out for validation: "
                      + reason
                      + "; hold more rows out (--validation 0.2), or give a number");
            });
    return metric;
  }

  /** Returns a trained experiment that decides where a metric is best on the validation samples. */
  static PreparedExperiment choose(Metric metric, PreparedExperiment trained) {
    Preprocessor preprocessor = trained.preprocessor();
    Evaluation evaluation =
        new Evaluator(trained.loss(), preprocessor, Composer.threads(trained.settings()))
            .evaluate(trained.network(), Objects.requireNonNull(trained.validation()));
    return trained.withPreprocessor(
        preprocessor.withThresholds(
            trained.task() == Task.MULTI_LABEL
                ? DecisionThreshold.bestOfEach(
                    metric, evaluation.scores(), evaluation.labels(), evaluation.weights())
                : List.of(
                    DecisionThreshold.best(
                        metric, evaluation.scores(), evaluation.classes(), evaluation.weights()))));
  }
}
