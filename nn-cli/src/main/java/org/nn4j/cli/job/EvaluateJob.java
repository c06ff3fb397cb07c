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
import org.nn4j.core.data.CsvFormat;
import org.nn4j.core.data.Table;
import org.nn4j.core.data.TableStorage;
import org.nn4j.core.registry.Catalog;
import org.nn4j.core.training.Evaluator;
import org.nn4j.experiment.data.LoadedModel;
import org.nn4j.experiment.data.SourceTable;
import org.nn4j.experiment.training.EvaluationResult;
import org.nn4j.experiment.training.StandardMetrics;

/** Finds out how well a model does on a file. */
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
   */
  public record Outcome(EvaluationResult result, String sha256) {}

  /**
   * Evaluates a model.
   *
   * @param format what is said of how the file is written
   * @param storage where the data are kept
   * @param metrics the metrics, or none for those of the task
   * @param dropMissing whether rows without what is predicted are left out
   * @param positive which of two classes metrics take for the positive one, or null for the model's
   * @param threads most threads to use
   * @throws org.nn4j.core.InputException if model and data do not fit one another
   */
  public Outcome evaluate(
      Path modelFile,
      Path dataFile,
      CsvFormat format,
      TableStorage storage,
      List<String> metrics,
      boolean dropMissing,
      @Nullable String positive,
      int threads) {
    LoadedModel model = LoadedModel.load(modelFile, catalog, kernels);
    Task task = model.preprocessor().target().task();
    List<String> labels = model.preprocessor().labels();
    List<String> names = metrics.isEmpty() ? StandardMetrics.names(task, labels.size()) : metrics;
    List<Metric> parts = new ArrayList<>(StandardMetrics.create(catalog, names, task));
    try {
      parts.forEach(m -> StandardMetrics.requireClasses(m, model.network().outputWidth()));
    } catch (IllegalArgumentException e) {
      throw new InputException("--metrics: " + e.getMessage(), e);
    }
    boolean first = positive != null && isFirst(positive, task, labels);
    if (first) {
      parts.replaceAll(PositiveFirst::new);
    }
    Table whole = model.read(dataFile, format, true, storage, console);
    Table table =
        dropMissing
            ? SourceTable.withTarget(whole, model.preprocessor().target(), console::warn)
            : whole;
    EvaluationResult result =
        EvaluationResult.of(
            String.valueOf(dataFile.getFileName()),
            model.network(),
            new Evaluator(model.loss(), model.preprocessor()::decode, threads),
            model.preprocessor(),
            parts,
            model.samples(table, table.everyRow()));
    return new Outcome(
        first ? result.ofPositive(labels.get(0)) : result, model.network().parameters().sha256());
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
