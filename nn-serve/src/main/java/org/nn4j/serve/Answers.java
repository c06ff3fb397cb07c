package org.nn4j.serve;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nn4j.api.Matrix;
import org.nn4j.api.Precision;
import org.nn4j.api.Task;
import org.nn4j.core.InputException;
import org.nn4j.core.metric.QuantileValues;
import org.nn4j.core.model.Interval;
import org.nn4j.core.model.Prediction;
import tools.jackson.core.JsonGenerator;

/** The predictions of a block of rows, written as JSON. */
final class Answers {
  /** What the standard deviation of a number is called, and those of several. */
  static final String DEVIATION = "std";

  static final String DEVIATIONS = "stds";

  private final Prediction prediction;
  private final List<String> labels;
  private final List<List<String>> labelSets;
  private final List<List<String>> sets;
  private final List<Interval> intervals;
  private final boolean asksForMore;

  /**
   * Takes predictions.
   *
   * @param level the probability that intervals or sets of classes are to hold with, or null
   * @throws RequestException if the model has none of them
   */
  Answers(Prediction prediction, @Nullable Double level) {
    Task task = prediction.task();
    this.prediction = prediction;
    this.asksForMore = level != null;
    this.labels = task == Task.CLASSIFICATION ? prediction.labels() : List.of();
    this.labelSets = task == Task.MULTI_LABEL ? prediction.labelSets() : List.of();
    try {
      this.sets = level != null && task == Task.CLASSIFICATION ? prediction.sets(level) : List.of();
      this.intervals =
          level != null && task != Task.CLASSIFICATION ? prediction.intervals(level) : List.of();
    } catch (InputException | IllegalStateException | IllegalArgumentException e) {
      throw new RequestException(400, "level: " + e.getMessage());
    }
  }

  /** Writes a row's answer as an object: label and probabilities, or value. */
  void writeRow(JsonGenerator json, int row) {
    json.writeStartObject();
    switch (prediction.task()) {
      case CLASSIFICATION -> {
        json.writeStringProperty("label", labels.get(row));
        writeValues(json, prediction.hasProbabilities() ? "probabilities" : "scores", row);
      }
      case MULTI_LABEL -> {
        json.writeArrayPropertyStart("labels");
        labelSets.get(row).forEach(json::writeString);
        json.writeEndArray();
        writeValues(json, prediction.hasProbabilities() ? "probabilities" : "scores", row);
      }
      case REGRESSION -> {
        if (single()) {
          json.writeName("value");
          writeNumber(json, prediction.values(), row, point());
        }
        if (prediction.names().size() > 1) {
          writeValues(json, "values", row);
        }
        Matrix deviations = prediction.deviations();
        if (deviations != null && single()) {
          json.writeName(DEVIATION);
          writeNumber(json, deviations, row, 0);
        } else if (deviations != null) {
          writeNumbers(json, DEVIATIONS, deviations, row);
        }
      }
    }
    if (!sets.isEmpty()) {
      json.writeArrayPropertyStart("set");
      sets.get(row).forEach(json::writeString);
      json.writeEndArray();
    }
    if (!intervals.isEmpty()) {
      json.writeArrayPropertyStart("interval");
      write(json, intervals.get(row).lower());
      write(json, intervals.get(row).upper());
      json.writeEndArray();
    }
    json.writeEndObject();
  }

  /** Writes a row's answer: the number alone, where there is no more to say. */
  void writePlain(JsonGenerator json, int row) {
    if (prediction.task() == Task.REGRESSION
        && prediction.names().size() == 1
        && prediction.deviations() == null
        && intervals.isEmpty()) {
      writeNumber(json, prediction.values(), row, 0);
    } else {
      writeRow(json, row);
    }
  }

  /** Names the columns of a table of the answers, as {@code nn predict} does. */
  List<String> columns() {
    List<String> columns = new ArrayList<>(prediction.columns());
    if (asksForMore && prediction.task() == Task.CLASSIFICATION) {
      columns.add("set");
    } else if (asksForMore) {
      columns.addAll(List.of("lower", "upper"));
    }
    return columns;
  }

  /** Returns the cells of each row. */
  List<List<Object>> cells() {
    List<List<Object>> rows = prediction.cells();
    for (int r = 0; r < rows.size(); r++) {
      if (!sets.isEmpty()) {
        rows.get(r).add(String.join("|", sets.get(r)));
      }
      if (!intervals.isEmpty()) {
        rows.get(r).add(cell(intervals.get(r).lower()));
        rows.get(r).add(cell(intervals.get(r).upper()));
      }
    }
    return rows;
  }

  private Object cell(double value) {
    return prediction.values().precision() == Precision.FLOAT32 ? (Object) (float) value : value;
  }

  private boolean single() {
    return prediction.names().size() == 1 || !prediction.quantiles().isEmpty();
  }

  private int point() {
    return prediction.quantiles().isEmpty()
        ? 0
        : QuantileValues.nearestToMedian(prediction.quantiles());
  }

  private void writeValues(JsonGenerator json, String name, int row) {
    writeNumbers(json, name, prediction.values(), row);
  }

  private void writeNumbers(JsonGenerator json, String name, Matrix numbers, int row) {
    json.writeObjectPropertyStart(name);
    for (int k = 0; k < prediction.names().size(); k++) {
      json.writeName(prediction.names().get(k));
      writeNumber(json, numbers, row, k);
    }
    json.writeEndObject();
  }

  /** Writes an element with the digits of its precision, and null for NaN, which JSON has not. */
  static void writeNumber(JsonGenerator json, Matrix values, int row, int column) {
    write(json, values.get(row, column), values.precision());
  }

  private void write(JsonGenerator json, double value) {
    write(json, value, prediction.values().precision());
  }

  private static void write(JsonGenerator json, double value, Precision precision) {
    if (!Double.isFinite(value)) {
      json.writeNull();
    } else if (precision == Precision.FLOAT32) {
      json.writeNumber((float) value);
    } else {
      json.writeNumber(value);
    }
  }

  Prediction prediction() {
    return prediction;
  }

  List<String> labels() {
    return labels;
  }

  List<List<String>> labelSets() {
    return labelSets;
  }

  List<List<String>> sets() {
    return sets;
  }

  List<Interval> intervals() {
    return intervals;
  }
}
