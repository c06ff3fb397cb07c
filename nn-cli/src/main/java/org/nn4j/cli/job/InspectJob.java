package org.nn4j.cli.job;

import jakarta.inject.Inject;
import java.nio.file.Path;
import org.nn4j.api.Kernels;
import org.nn4j.api.Matrix;
import org.nn4j.cli.report.Console;
import org.nn4j.core.InputException;
import org.nn4j.core.data.Dataset;
import org.nn4j.core.data.Table;
import org.nn4j.core.model.Model;
import org.nn4j.core.model.ModelFile;
import org.nn4j.core.registry.Catalog;
import org.nn4j.core.training.Trace;
import org.nn4j.experiment.data.DataFile;
import org.nn4j.experiment.data.LoadedModel;

/** Looks into model files. */
public final class InspectJob {
  private final Catalog catalog;
  private final Kernels kernels;
  private final Console console;

  @Inject
  InspectJob(Catalog catalog, Kernels kernels, Console console) {
    this.catalog = catalog;
    this.kernels = kernels;
    this.console = console;
  }

  /**
   * Loads a model.
   *
   * @throws InputException if the file is no model
   */
  public Model load(Path modelFile) {
    return ModelFile.load(modelFile, catalog, kernels);
  }

  /**
   * Traces one row through a model: the way back too if the file has the target.
   *
   * @param row the row from 1, header and empty lines not counted
   * @throws InputException if there is no such row or model and data do not fit one another
   */
  public Trace trace(Path modelFile, DataFile data, int row) {
    LoadedModel model = LoadedModel.load(modelFile, catalog, kernels);
    Table whole = model.read(data, true, console);
    if (row < 1 || row > whole.rows()) {
      throw whole.fault("there is no row " + row + "; the file has rows 1 to " + whole.rows());
    }
    int[] one = {row - 1};
    boolean targets =
        model.preprocessor().target().columns().stream().allMatch(c -> whole.find(c) != null);
    if (!targets) {
      return Trace.of(model.network(), model.features(whole, one));
    }
    Dataset sample = model.samples(whole, one);
    Matrix x = model.features(whole, one);
    Matrix y = Matrix.zeros(x.precision(), 1, sample.targetWidth());
    sample.targets(new int[] {0}, 0, 1, y);
    return Trace.of(model.network(), model.loss(), x, y);
  }
}
