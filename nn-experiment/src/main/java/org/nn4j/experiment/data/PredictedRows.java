package org.nn4j.experiment.data;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.nn4j.api.Matrix;
import org.nn4j.api.Precision;
import org.nn4j.api.Task;
import org.nn4j.core.data.Table;
import org.nn4j.core.metric.Predictions;
import org.nn4j.core.model.Model;
import org.nn4j.core.model.Prediction;
import org.nn4j.core.preprocess.Preprocessor;
import org.nn4j.core.preprocess.TargetEncoder;
import org.nn4j.core.training.Evaluator;

/**
 * What a model predicts for the rows of a file, computed block by block while the rows are iterated
 * over.
 *
 * @param columns the names of the columns
 * @param count the number of rows
 * @param rows gives the rows: a value for each column, a label or numbers first, then probabilities
 *     or other scores
 */
public record PredictedRows(List<String> columns, long count, Rows rows) {
  private static final String PREDICTION = "prediction";

  /**
   * The number of rows predicted at a time; their texts and matrices take no more than a few
   * megabytes.
   */
  private static final int BLOCK = 4096;

  /** Rows that can be iterated over, from the start each time. */
  @FunctionalInterface
  public interface Rows {
    /**
     * Performs an action for each row, in order.
     *
     * @throws org.nn4j.core.InputException if one cannot be predicted
     */
    void forEach(Consumer<List<Object>> action);
  }

  /** Returns the predictions of a model that has preprocessing. */
  public static PredictedRows of(Model model, Preprocessor preprocessor, Table table) {
    TargetEncoder target = preprocessor.target();
    boolean probabilities = new Evaluator(model.loss()).probabilities(model.network());
    return new PredictedRows(
        columns(target.task(), target.outputs(), probabilities),
        table.rows(),
        action -> forEach(model, table, action));
  }

  private static void forEach(Model model, Table table, Consumer<List<Object>> action) {
    for (int from = 0; from < table.rows(); from += BLOCK) {
      int[] rows = IntStream.range(from, Math.min(table.rows(), from + BLOCK)).toArray();
      rows(model.predict(table, rows)).forEach(action);
    }
  }

  /** Returns the rows of a prediction that is there. */
  public static List<List<Object>> rows(Prediction prediction) {
    List<String> labels =
        prediction.task() == Task.CLASSIFICATION ? prediction.labels() : List.of();
    List<List<Object>> rows = new ArrayList<>();
    Matrix values = prediction.values();
    for (int r = 0; r < values.rows(); r++) {
      List<Object> row = new ArrayList<>();
      if (!labels.isEmpty()) {
        row.add(labels.get(r));
      }
      if (prediction.task() == Task.MULTI_LABEL) {
        addDecisions(prediction.decisions(), r, row);
      }
      for (int c = 0; c < values.columns(); c++) {
        row.add(number(values.get(r, c), values.precision()));
      }
      rows.add(row);
    }
    return rows;
  }

  /**
   * Adds 1 for each label that is decided for and 0 for the others; nothing if there are no labels.
   */
  private static void addDecisions(Matrix decisions, int r, List<Object> row) {
    for (int k = 0; k < decisions.columns(); k++) {
      double decision = decisions.get(r, k);
      row.add(Double.isNaN(decision) ? "" : decision > Predictions.EVEN ? 1 : 0);
    }
  }

  /**
   * Names the columns: for classes the label first, for labels their decisions, else one name per
   * number.
   *
   * @param probabilities whether scores of classes and labels are probabilities
   */
  public static List<String> columns(Task task, List<String> names, boolean probabilities) {
    Stream<String> each = names.stream().map(name -> PREDICTION + "_" + name);
    String prefix = probabilities ? "probability_" : "score_";
    Stream<String> scores = names.stream().map(label -> prefix + label);
    return switch (task) {
      case CLASSIFICATION -> Stream.concat(Stream.of(PREDICTION), scores).toList();
      case MULTI_LABEL -> Stream.concat(each, scores).toList();
      case REGRESSION -> names.size() == 1 ? List.of(PREDICTION) : each.toList();
    };
  }

  /** Returns a number that prints with the digits of its precision, no more. */
  private static Object number(double value, Precision precision) {
    return precision == Precision.FLOAT32 ? (Object) (float) value : value;
  }
}
