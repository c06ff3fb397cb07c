package org.nn4j.experiment.data;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.nn4j.api.Matrix;
import org.nn4j.api.Precision;
import org.nn4j.core.InputException;
import org.nn4j.core.data.Table;
import org.nn4j.core.data.read.InputTexts;
import org.nn4j.core.model.Model;
import org.nn4j.core.model.Prediction;
import org.nn4j.core.preprocess.Preprocessor;

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
    Matrix none = Matrix.zeros(model.network().precision(), 0, model.network().outputWidth());
    List<String> columns = new ArrayList<>(model.interpret(none).columns());
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
      List<List<Object>> cells = prediction.cells();
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

  /** Returns a number that prints with the digits of its precision, no more. */
  static Object number(double value, Precision precision) {
    return precision == Precision.FLOAT32 ? (Object) (float) value : value;
  }
}
