package org.nn4j.cli.run;

import jakarta.inject.Inject;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.nn4j.api.Kernels;
import org.nn4j.api.Matrix;
import org.nn4j.api.Precision;
import org.nn4j.api.Task;
import org.nn4j.cli.report.Console;
import org.nn4j.core.data.Table;
import org.nn4j.core.data.TableStorage;
import org.nn4j.core.model.Prediction;
import org.nn4j.core.registry.Catalog;

/** Applies a model to a file. */
public final class PredictJob {
  private static final String PREDICTION = "prediction";

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
   * @param storage where the data are kept
   * @throws org.nn4j.core.InputException if model and data do not fit one another
   */
  public PredictedRows predict(Path modelFile, Path dataFile, TableStorage storage) {
    LoadedModel model = LoadedModel.load(modelFile, catalog, kernels);
    Table table = model.read(dataFile, false, storage, console);
    Prediction prediction = model.model().predict(table);
    List<String> labels =
        prediction.task() == Task.CLASSIFICATION ? prediction.labels() : List.of();
    List<List<Object>> rows = new ArrayList<>();
    for (int r = 0; r < table.rows(); r++) {
      List<Object> row = new ArrayList<>();
      if (!labels.isEmpty()) {
        row.add(labels.get(r));
      }
      Matrix values = prediction.values();
      for (int c = 0; c < values.columns(); c++) {
        row.add(number(values.get(r, c), values.precision()));
      }
      rows.add(row);
    }
    return new PredictedRows(columns(prediction), rows);
  }

  /** Names the columns: the label first where there are classes, else one name a number. */
  private static List<String> columns(Prediction prediction) {
    List<String> names = prediction.names();
    if (prediction.task() == Task.CLASSIFICATION) {
      return Stream.concat(
              Stream.of(PREDICTION), names.stream().map(label -> "probability_" + label))
          .toList();
    }
    return names.size() == 1
        ? List.of(PREDICTION)
        : names.stream().map(name -> PREDICTION + "_" + name).toList();
  }

  /** Returns a number that prints with the digits of its precision, no more. */
  private static Object number(double value, Precision precision) {
    return precision == Precision.FLOAT32 ? (Object) (float) value : value;
  }
}
