package org.nn4j.report.run;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.nn4j.api.Metric;
import org.nn4j.core.data.Dataset;
import org.nn4j.core.model.Model;
import org.nn4j.core.preprocess.Preprocessor;
import org.nn4j.core.training.Evaluation;
import org.nn4j.core.training.Evaluator;
import org.nn4j.core.training.MetricValues;

/**
 * How a network did on some samples.
 *
 * @param name what samples they are: training, validation, test
 * @param data the samples
 * @param file the file that they come from, or null; lines are shown of CSV
 * @param evaluation predictions and what they should have been
 * @param values the metrics and the loss, with the reasons where they are undefined
 */
public record Judged(
    String name, Dataset data, @Nullable Path file, Evaluation evaluation, MetricValues values) {

  /**
   * Judges a model on some samples, by metrics and loss.
   *
   * @param model a model with preprocessing, which turns its outputs into the data's units
   * @throws IllegalArgumentException if the samples do not fit the network, or the model has no
   *     preprocessing
   */
  public static Judged of(
      String name, Dataset data, @Nullable Path file, Model model, List<Metric> metrics) {
    Preprocessor preprocessor = model.preprocessor();
    if (preprocessor == null) {
      throw new IllegalArgumentException("a report needs a model with preprocessing");
    }
    Evaluation evaluation =
        new Evaluator(model.loss(), preprocessor::decode)
            .evaluate(model.network(), data)
            .withThresholds(preprocessor.thresholds());
    return new Judged(name, data, file, evaluation, evaluation.judge(metrics));
  }

  /** Returns the metrics by name, then {@code loss}; NaN where one is undefined. */
  public Map<String, Double> metrics() {
    return values.values();
  }
}
