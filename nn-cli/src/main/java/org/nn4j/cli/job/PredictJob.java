package org.nn4j.cli.job;

import jakarta.inject.Inject;
import java.nio.file.Path;
import org.nn4j.api.Kernels;
import org.nn4j.cli.report.Console;
import org.nn4j.core.data.Table;
import org.nn4j.core.diagnosis.Finding;
import org.nn4j.core.registry.Catalog;
import org.nn4j.experiment.data.DataFile;
import org.nn4j.experiment.data.LoadedModel;
import org.nn4j.experiment.data.PredictedRows;

/** Applies a model to a file. */
public final class PredictJob {
  private final Catalog catalog;
  private final Kernels kernels;
  private final Console console;

  @Inject
  PredictJob(Catalog catalog, Kernels kernels, Console console) {
    this.catalog = catalog;
    this.kernels = kernels;
    this.console = console;
  }

  /**
   * Predicts every row of a file, which need not have the target.
   *
   * @return the rows, which are predicted while they are iterated over
   * @throws org.nn4j.core.InputException if model and data do not fit one another
   */
  public PredictedRows predict(Path modelFile, DataFile data) {
    LoadedModel model = LoadedModel.load(modelFile, catalog, kernels);
    Table table = model.read(data, false, console);
    model.drift(table).map(Finding::message).ifPresent(console::warn);
    return PredictedRows.of(model.model(), model.preprocessor(), table);
  }
}
