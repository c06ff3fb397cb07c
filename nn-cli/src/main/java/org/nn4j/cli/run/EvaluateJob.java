package org.nn4j.cli.run;

import jakarta.inject.Inject;
import java.nio.file.Path;
import java.util.List;
import org.nn4j.api.Kernels;
import org.nn4j.api.Metric;
import org.nn4j.api.Task;
import org.nn4j.cli.report.Console;
import org.nn4j.core.data.Table;
import org.nn4j.core.data.TableStorage;
import org.nn4j.core.registry.Catalog;
import org.nn4j.core.training.Evaluator;

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
   * @param judgement the metrics
   * @param sha256 hash of the model's parameters
   */
  public record Outcome(Judgement judgement, String sha256) {}

  /**
   * Evaluates a model.
   *
   * @param storage where the data are kept
   * @param metrics the metrics, or none for those of the task
   * @param threads most threads to use
   * @throws org.nn4j.core.InputException if model and data do not fit one another
   */
  public Outcome evaluate(
      Path modelFile, Path dataFile, TableStorage storage, List<String> metrics, int threads) {
    LoadedModel model = LoadedModel.load(modelFile, catalog, kernels);
    Table table = model.read(dataFile, true, storage, console);
    Task task = model.preprocessor().target().task();
    List<String> names =
        metrics.isEmpty()
            ? StandardMetrics.names(task, model.preprocessor().labels().size())
            : metrics;
    List<Metric> parts = StandardMetrics.create(catalog, names, task);
    Judgement judgement =
        Judgement.of(
            String.valueOf(dataFile.getFileName()),
            model.network(),
            new Evaluator(model.loss(), model.preprocessor()::decode, threads),
            model.preprocessor(),
            parts,
            model.samples(table, table.everyRow()));
    return new Outcome(judgement, model.network().parameters().sha256());
  }
}
