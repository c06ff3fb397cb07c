package org.nn4j.cli.run;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.nn4j.api.Matrix;
import org.nn4j.api.Precision;
import org.nn4j.api.Task;
import org.nn4j.core.metric.Predictions;
import org.nn4j.core.model.Prediction;

/**
 * What a model predicts for the rows of a file.
 *
 * @param columns the names of the columns
 * @param rows a value for each column: a label or numbers first, then probabilities
 */
public record PredictedRows(List<String> columns, List<List<Object>> rows) {
  private static final String PREDICTION = "prediction";

  static PredictedRows of(Prediction prediction) {
    List<String> labels =
        prediction.task() == Task.CLASSIFICATION ? prediction.labels() : List.of();
    List<List<Object>> rows = new ArrayList<>();
    for (int r = 0; r < prediction.values().rows(); r++) {
      List<Object> row = new ArrayList<>();
      if (!labels.isEmpty()) {
        row.add(labels.get(r));
      }
      if (prediction.task() == Task.MULTI_LABEL) {
        addDecisions(prediction.decisions(), r, row);
      }
      Matrix values = prediction.values();
      for (int c = 0; c < values.columns(); c++) {
        row.add(number(values.get(r, c), values.precision()));
      }
      rows.add(row);
    }
    return new PredictedRows(columns(prediction), rows);
  }

  /** Adds 1 for each label that is decided for and 0 for others, nothing where there is none. */
  private static void addDecisions(Matrix decisions, int r, List<Object> row) {
    for (int k = 0; k < decisions.columns(); k++) {
      double decision = decisions.get(r, k);
      row.add(Double.isNaN(decision) ? "" : decision > Predictions.EVEN ? 1 : 0);
    }
  }

  /**
   * Names the columns: the label first where there are classes, a decision each where there are
   * labels, else one name a number.
   */
  private static List<String> columns(Prediction prediction) {
    List<String> names = prediction.names();
    Stream<String> each = names.stream().map(name -> PREDICTION + "_" + name);
    Stream<String> probabilities = names.stream().map(label -> "probability_" + label);
    return switch (prediction.task()) {
      case CLASSIFICATION -> Stream.concat(Stream.of(PREDICTION), probabilities).toList();
      case MULTI_LABEL -> Stream.concat(each, probabilities).toList();
      case REGRESSION -> names.size() == 1 ? List.of(PREDICTION) : each.toList();
    };
  }

  /** Returns a number that prints with the digits of its precision, no more. */
  private static Object number(double value, Precision precision) {
    return precision == Precision.FLOAT32 ? (Object) (float) value : value;
  }
}
