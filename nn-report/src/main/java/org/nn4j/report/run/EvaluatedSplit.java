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
import org.nn4j.core.training.Trainer;

/**
 * How a network did on some samples.
 *
 * @param name what samples they are: training, validation, test
 * @param data the samples
 * @param file the file that they come from, or null; lines are shown of CSV
 * @param evaluation predictions and what they should have been
 * @param values the metrics and the loss, with the reasons where they are undefined
 * @param chosenBy what training chose by these samples, such as early_stopping or a threshold, so
 *     that the metrics flatter the model; empty if nothing was
 */
public record EvaluatedSplit(
    String name,
    Dataset data,
    @Nullable Path file,
    Evaluation evaluation,
    MetricValues values,
    List<String> chosenBy) {

  /** Copies the list. */
  public EvaluatedSplit {
    chosenBy = List.copyOf(chosenBy);
  }

  /** Creates the result for samples that have been evaluated and by which nothing was chosen. */
  public static EvaluatedSplit of(
      String name, Dataset data, @Nullable Path file, Evaluation evaluation, MetricValues values) {
    return new EvaluatedSplit(name, data, file, evaluation, values, List.of());
  }

  /**
   * Evaluates a model on some samples, by metrics and loss, with one thread a processor.
   *
   * @param model a model with preprocessing, which turns its outputs into the data's units
   * @throws IllegalArgumentException if the samples do not fit the network, or the model has no
   *     preprocessing
   */
  public static EvaluatedSplit of(
      String name, Dataset data, @Nullable Path file, Model model, List<Metric> metrics) {
    return of(name, data, file, model, metrics, Trainer.defaultThreads());
  }

  /**
   * Evaluates a model on some samples, by metrics and loss.
   *
   * @param model a model with preprocessing, which turns its outputs into the data's units
   * @param threads most threads to use; the result is the same for any number
   * @throws IllegalArgumentException if the samples do not fit the network, or the model has no
   *     preprocessing
   */
  public static EvaluatedSplit of(
      String name,
      Dataset data,
      @Nullable Path file,
      Model model,
      List<Metric> metrics,
      int threads) {
    Preprocessor preprocessor = model.preprocessor();
    if (preprocessor == null) {
      throw new IllegalArgumentException("a report needs a model with preprocessing");
    }
    Evaluation evaluation =
        new Evaluator(model.loss(), preprocessor, threads)
            .evaluate(model.network(), data)
            .withThresholds(preprocessor.thresholds())
            .withNames(preprocessor.labels());
    return of(name, data, file, evaluation, evaluation.judge(metrics));
  }

  /** Returns the metrics by name, then {@code loss}; NaN where one is undefined. */
  public Map<String, Double> metrics() {
    return values.values();
  }

  /** Returns a copy with what was chosen by these samples. */
  public EvaluatedSplit withChosenBy(List<String> choosing) {
    return new EvaluatedSplit(name, data, file, evaluation, values, choosing);
  }

  /** Returns the name, with a word if training chose by these samples. */
  String title() {
    return chosenBy.isEmpty() ? name : name + ", chosen by";
  }
}
