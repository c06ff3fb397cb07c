package org.nn4j.cli.job;

import jakarta.inject.Inject;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nn4j.api.Kernels;
import org.nn4j.api.Metric;
import org.nn4j.api.Task;
import org.nn4j.cli.report.Console;
import org.nn4j.core.InputException;
import org.nn4j.core.data.Dataset;
import org.nn4j.core.data.Table;
import org.nn4j.core.diagnosis.Finding;
import org.nn4j.core.model.Conformal;
import org.nn4j.core.model.Model;
import org.nn4j.core.registry.Catalog;
import org.nn4j.core.training.Evaluator;
import org.nn4j.experiment.data.DataFile;
import org.nn4j.experiment.data.LoadedModel;
import org.nn4j.experiment.data.SourceTable;
import org.nn4j.experiment.training.EvaluationResult;
import org.nn4j.experiment.training.IntervalEffect;
import org.nn4j.experiment.training.StandardMetrics;

/** Evaluates a model on a file. */
public final class EvaluateJob {
  private final Catalog catalog;
  private final Kernels kernels;
  private final Console console;

  @Inject
  EvaluateJob(Catalog catalog, Kernels kernels, Console console) {
    this.catalog = catalog;
    this.kernels = kernels;
    this.console = console;
  }

  /**
   * What an evaluation found.
   *
   * @param result the metrics
   * @param sha256 hash of the model's parameters
   * @param intervals how intervals do that were asked for, or null
   * @param findings how the rows are unlike those trained on
   * @param model the model
   * @param samples the rows
   */
  public record Outcome(
      EvaluationResult result,
      String sha256,
      @Nullable IntervalEffect intervals,
      List<Finding> findings,
      LoadedModel model,
      Dataset samples) {}

  /**
   * What is asked of an evaluation.
   *
   * @param metrics the metrics, or none for those of the task
   * @param dropMissing whether rows without what is predicted are left out
   * @param positive which of two classes is the positive one for metrics, or null for the model's
   * @param threads most threads to use
   * @param level the probability that intervals or sets of classes are to hold with, or null for
   *     none
   */
  public record Options(
      List<String> metrics,
      boolean dropMissing,
      @Nullable String positive,
      int threads,
      @Nullable Double level) {}

  /**
   * Evaluates a model.
   *
   * @throws org.nn4j.core.InputException if model and data do not fit one another
   */
  public Outcome evaluate(Path modelFile, DataFile data, Options options) {
    LoadedModel model = LoadedModel.load(modelFile, catalog, kernels);
    Task task = model.preprocessor().target().task();
    List<String> labels = model.preprocessor().labels();
    List<Metric> metrics = metrics(model, options.metrics);
    boolean first = options.positive != null && isFirst(options.positive, task, labels);
    if (first) {
      metrics.replaceAll(PositiveFirst::new);
    }
    Table whole = model.read(data, true, console);
    Table table =
        options.dropMissing
            ? SourceTable.withTarget(whole, model.preprocessor().target(), console::warn)
            : whole;
    List<Finding> findings = model.drift(table).stream().toList();
    findings.forEach(finding -> console.warn(finding.message()));
    Dataset samples = model.samples(table, table.everyRow());
    EvaluationResult result =
        EvaluationResult.of(
            String.valueOf(data.path().getFileName()),
            model.network(),
            new Evaluator(model.loss(), model.preprocessor(), options.threads),
            model.preprocessor(),
            metrics,
            samples);
    return new Outcome(
        first ? result.ofPositive(labels.get(0)) : result,
        model.network().parameters().sha256(),
        options.level == null ? null : intervals(model.model(), options.level, result),
        findings,
        model,
        samples);
  }

  private static IntervalEffect intervals(Model model, double level, EvaluationResult result) {
    try {
      Conformal learnt = model.requireConformal();
      return new IntervalEffect(level, learnt.rows(), learnt.coverage(level, result.evaluation()));
    } catch (InputException e) {
      throw new InputException("--intervals: " + e.getMessage(), e);
    }
  }

  private List<Metric> metrics(LoadedModel model, List<String> wanted) {
    Task task = model.preprocessor().target().task();
    List<String> names =
        wanted.isEmpty()
            ? StandardMetrics.names(
                task, model.preprocessor().labels().size(), model.loss().quantiles())
            : wanted;
    List<Metric> metrics = new ArrayList<>(StandardMetrics.create(catalog, names, task));
    try {
      metrics.forEach(m -> StandardMetrics.requireClasses(m, model.network().outputWidth()));
    } catch (IllegalArgumentException e) {
      throw new InputException("--metrics: " + e.getMessage(), e);
    }
    return metrics;
  }

  /** Returns whether a label is the first of two, which the model's second is else. */
  private static boolean isFirst(String positive, Task task, List<String> labels) {
    if (task != Task.CLASSIFICATION || labels.size() != 2 || !labels.contains(positive)) {
      throw new InputException(
          "--positive: names one of two classes, but the model predicts "
              + (labels.isEmpty()
                  ? "numbers"
                  : (task == Task.MULTI_LABEL ? "any number of " : "")
                      + String.join(", ", labels)));
    }
    return labels.indexOf(positive) == 0;
  }
}
