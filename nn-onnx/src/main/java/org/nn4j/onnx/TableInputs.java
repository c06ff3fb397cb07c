package org.nn4j.onnx;

import java.time.LocalDate;
import java.time.LocalTime;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.nn4j.core.data.Column;
import org.nn4j.core.data.NumericColumn;
import org.nn4j.core.data.Table;
import org.nn4j.core.data.text.DateTexts;
import org.nn4j.core.data.text.DateTexts.Moment;
import org.nn4j.core.preprocess.DateFeature;
import org.nn4j.core.preprocess.DateOrder;
import org.nn4j.core.preprocess.FeatureStep;
import org.nn4j.core.preprocess.MissingFeature;
import org.nn4j.core.preprocess.NumericFeature;
import org.nn4j.core.preprocess.Preprocessor;
import org.nn4j.onnx.file.ElementType;
import org.nn4j.onnx.file.Tensor;

/** Turns a table's rows into what a file that was made of a model is given. */
final class TableInputs {
  private static final double DAY = 86_400;

  private TableInputs() {}

  /** Returns a tensor for each column that the model predicts from, by name. */
  static Map<String, Tensor> of(Preprocessor preprocessor, Table table) {
    Map<String, FeatureStep> steps = new HashMap<>();
    for (FeatureStep step : preprocessor.features().steps()) {
      if (!(step instanceof MissingFeature)) {
        steps.putIfAbsent(step.column(), step);
      }
    }
    Map<String, Tensor> inputs = new LinkedHashMap<>();
    for (String name : preprocessor.features().columns()) {
      inputs.put(name, tensor(steps.get(name), table.column(name)));
    }
    return inputs;
  }

  private static Tensor tensor(@Nullable FeatureStep step, Column column) {
    int rows = column.size();
    if (step instanceof NumericFeature || step instanceof DateFeature) {
      double[] numbers = new double[rows];
      for (int row = 0; row < rows; row++) {
        numbers[row] =
            step instanceof DateFeature date ? seconds(date, column, row) : number(column, row);
      }
      return Tensor.of(ElementType.DOUBLE, numbers, rows, 1);
    }
    String[] texts = new String[rows];
    for (int row = 0; row < rows; row++) {
      texts[row] = column.missing(row) ? "" : column.text(row);
    }
    return Tensor.of(texts, rows, 1);
  }

  private static double number(Column column, int row) {
    return column.missing(row) ? Double.NaN : ((NumericColumn) column).value(row);
  }

  private static double seconds(DateFeature feature, Column column, int row) {
    Moment moment =
        column.missing(row)
            ? null
            : DateTexts.parse(column.text(row), feature.order() != DateOrder.MDY);
    LocalDate date = moment == null ? null : moment.date();
    LocalTime time = moment == null ? null : moment.time();
    if (feature.origin() == null) {
      return time == null ? Double.NaN : time.toSecondOfDay();
    }
    return date == null
        ? Double.NaN
        : date.toEpochDay() * DAY + (time == null ? 0 : time.toSecondOfDay());
  }
}
