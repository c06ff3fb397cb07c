package org.nn4j.cli.run;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.nn4j.api.Matrix;
import org.nn4j.api.Precision;
import org.nn4j.api.Task;
import org.nn4j.core.model.Prediction;

/**
 * What a model predicts for the rows of a file.
 *
 * @param columns the names of the columns
 * @param rows a value for each column: a label or number first, then probabilities
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
