package org.nn4j.cli.run;

import jakarta.inject.Inject;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.nn4j.api.Kernels;
import org.nn4j.api.Matrix;
import org.nn4j.api.Precision;
import org.nn4j.cli.report.Console;
import org.nn4j.core.data.Table;
import org.nn4j.core.metric.Predictions;
import org.nn4j.core.preprocess.ClassTarget;
import org.nn4j.core.registry.Catalog;
import org.nn4j.core.training.Evaluator;

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
   * @throws org.nn4j.core.InputException if model and data do not fit one another
   */
  public PredictedRows predict(Path modelFile, Path dataFile) {
    LoadedModel model = LoadedModel.load(modelFile, catalog, kernels);
    Table table = model.read(dataFile, false, console);
    Matrix outputs = model.network().predict(model.features(table, table.everyRow()));
    if (model.preprocessor().target() instanceof ClassTarget target) {
      Matrix scores = new Evaluator(model.loss()).scores(outputs, kernels);
      return classes(target.labels(), scores);
    }
    return values(
        model.preprocessor().target().columns(), Decoder.of(model.preprocessor()).apply(outputs));
  }

  private static PredictedRows classes(List<String> labels, Matrix scores) {
    List<String> columns = new ArrayList<>(List.of(PREDICTION));
    labels.forEach(label -> columns.add("probability_" + label));
    List<List<Object>> rows = new ArrayList<>();
    for (int r = 0; r < scores.rows(); r++) {
      List<Object> row = new ArrayList<>();
      int decision = Predictions.argmax(scores, r);
      row.add(decision < 0 ? "" : labels.get(decision));
      if (scores.columns() == 1) {
        row.add(number(1 - scores.get(r, 0), scores.precision()));
      }
      for (int c = 0; c < scores.columns(); c++) {
        row.add(number(scores.get(r, c), scores.precision()));
      }
      rows.add(row);
    }
    return new PredictedRows(columns, rows);
  }

  private static PredictedRows values(List<String> targets, Matrix values) {
    List<String> columns =
        targets.size() == 1
            ? List.of(PREDICTION)
            : targets.stream().map(target -> PREDICTION + "_" + target).toList();
    List<List<Object>> rows = new ArrayList<>();
    for (int r = 0; r < values.rows(); r++) {
      List<Object> row = new ArrayList<>();
      for (int c = 0; c < values.columns(); c++) {
        row.add(number(values.get(r, c), values.precision()));
      }
      rows.add(row);
    }
    return new PredictedRows(columns, rows);
  }

  /** Returns a number that prints with the digits of its precision, no more. */
  private static Object number(double value, Precision precision) {
    return precision == Precision.FLOAT32 ? (Object) (float) value : value;
  }
}
