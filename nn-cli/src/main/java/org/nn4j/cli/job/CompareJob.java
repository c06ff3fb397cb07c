package org.nn4j.cli.job;

import jakarta.inject.Inject;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nn4j.api.Kernels;
import org.nn4j.api.Metric;
import org.nn4j.cli.compare.ComparedRun;
import org.nn4j.cli.compare.Comparison;
import org.nn4j.cli.compare.RowPredictions;
import org.nn4j.cli.compare.RunReader;
import org.nn4j.cli.report.HistoryFile;
import org.nn4j.core.InputException;
import org.nn4j.core.registry.Catalog;
import org.nn4j.core.training.MetricValues;
import org.nn4j.core.training.Trainer;
import org.nn4j.experiment.data.DataFile;
import org.nn4j.experiment.training.EvaluationResult;

/** Compares runs, and model files on data. */
public final class CompareJob {
  private final Catalog catalog;
  private final Kernels kernels;
  private final EvaluateJob evaluations;

  @Inject
  CompareJob(Catalog catalog, Kernels kernels, EvaluateJob evaluations) {
    this.catalog = catalog;
    this.kernels = kernels;
    this.evaluations = evaluations;
  }

  /**
   * Compares runs by what they left.
   *
   * @param given their files, or folders of reports
   * @param data the data that model files are evaluated on, all others being an error; null to
   *     compare what is written
   * @throws InputException if a run cannot be read, or is no model and there are data
   */
  public Comparison compare(List<Path> given, @Nullable DataFile data) {
    List<Path> files = given.stream().map(HistoryFile::document).toList();
    if (files.size() < 2) {
      throw new InputException("a comparison needs two runs or more; give another RUN");
    }
    List<ComparedRun> runs = new ArrayList<>(new RunReader(catalog, kernels).read(files));
    if (data != null) {
      for (int i = 0; i < runs.size(); i++) {
        if (!RunReader.isModel(files.get(i))) {
          throw InputException.in(files.get(i), "is no model file, and --data is for those alone");
        }
        runs.set(i, evaluated(runs.get(i), files.get(i), data));
      }
    }
    return Comparison.of(runs, this::higherIsBetter);
  }

  private ComparedRun evaluated(ComparedRun run, Path file, DataFile data) {
    EvaluationResult result =
        evaluations
            .evaluate(
                file,
                data,
                new EvaluateJob.Options(List.of(), false, null, Trainer.defaultThreads(), null))
            .result();
    return new ComparedRun(
        run.name(),
        result.part(),
        result.samples(),
        result.values().values(),
        run.seconds(),
        run.parameters(),
        run.provenance(),
        null,
        RowPredictions.of(result.evaluation(), result.task()));
  }

  /** Returns whether greater is better, or null if no part has the name. */
  private @Nullable Boolean higherIsBetter(String metric) {
    if (metric.equals(MetricValues.LOSS)) {
      return false;
    }
    try {
      return catalog.create(Metric.class, metric).higherIsBetter();
    } catch (InputException e) {
      return null; // a metric of a plug-in that is not here: its direction is unknown
    }
  }
}
