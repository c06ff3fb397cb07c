package org.nn4j.experiment.data;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.nn4j.api.Matrix;
import org.nn4j.api.Precision;
import org.nn4j.api.Task;
import org.nn4j.core.InputException;
import org.nn4j.core.data.Table;
import org.nn4j.core.data.read.InputTexts;
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

  /**
   * Returns the predictions of a model that has preprocessing.
   *
   * @param level the probability that intervals or sets of classes are to hold with, or null for
   *     none
   * @throws org.nn4j.core.InputException if the model has none, or labels are predicted
   */
  public static PredictedRows of(
      Model model, Preprocessor preprocessor, Table table, @Nullable Double level) {
    TargetEncoder target = preprocessor.target();
    boolean probabilities = new Evaluator(model.loss()).probabilities(model.network());
    List<String> columns =
        new ArrayList<>(
            columns(
                target.task(),
                preprocessor.outputs(model.loss()),
                probabilities,
                !preprocessor.quantiles(model.loss()).isEmpty()));
    if (level != null) {
      columns.addAll(IntervalCells.columns(model, preprocessor, level));
    }
    return new PredictedRows(columns, table.rows(), action -> forEach(model, table, level, action));
  }

  private static void forEach(
      Model model, Table table, @Nullable Double level, Consumer<List<Object>> action) {
    for (int from = 0; from < table.rows(); from += BLOCK) {
      int[] rows = IntStream.range(from, Math.min(table.rows(), from + BLOCK)).toArray();
      Prediction prediction = model.predict(table, rows);
      List<List<Object>> cells = rows(prediction);
      if (level != null) {
        IntervalCells.add(prediction, level, cells);
      }
      cells.forEach(action);
    }
  }

  /**
   * Returns these predictions behind columns of the file that they are for.
   *
   * @param texts the file's cells
   * @param kept the columns, by index
   * @param flag what asked for them, for messages
   * @throws InputException if a column is called as one of the predictions is
   */
  public PredictedRows behind(InputTexts texts, List<Integer> kept, String flag) {
    List<String> all = new ArrayList<>();
    kept.forEach(column -> all.add(texts.columns().get(column)));
    for (String name : columns) {
      if (all.contains(name)) {
        throw new InputException(
            flag
                + ": the file has a column '"
                + name
                + "', which is what a column of the predictions is called; keep others (--keep), or"
                + " rename it");
      }
    }
    all.addAll(columns);
    return new PredictedRows(all, count, action -> forEachBehind(texts, kept, action));
  }

  private void forEachBehind(InputTexts texts, List<Integer> kept, Consumer<List<Object>> action) {
    int[] row = {0};
    try (InputTexts.Rows input = texts.opener().get()) {
      rows.forEach(
          predicted -> {
            List<String> cells = input.row(row[0]++);
            List<Object> line = new ArrayList<>();
            kept.forEach(column -> line.add(column < cells.size() ? cells.get(column) : ""));
            line.addAll(predicted);
            action.accept(line);
          });
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
   * @param quantiles whether the names are those of quantiles
   */
  public static List<String> columns(
      Task task, List<String> names, boolean probabilities, boolean quantiles) {
    Stream<String> each = names.stream().map(name -> PREDICTION + "_" + name);
    String prefix = probabilities ? "probability_" : "score_";
    Stream<String> scores = names.stream().map(label -> prefix + label);
    return switch (task) {
      case CLASSIFICATION -> Stream.concat(Stream.of(PREDICTION), scores).toList();
      case MULTI_LABEL -> Stream.concat(each, scores).toList();
      case REGRESSION ->
          quantiles ? names : names.size() == 1 ? List.of(PREDICTION) : each.toList();
    };
  }

  /** Returns a number that prints with the digits of its precision, no more. */
  static Object number(double value, Precision precision) {
    return precision == Precision.FLOAT32 ? (Object) (float) value : value;
  }
}
