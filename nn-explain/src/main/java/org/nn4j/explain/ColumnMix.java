package org.nn4j.explain;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.nn4j.core.data.Column;
import org.nn4j.core.data.Table;
import org.nn4j.core.model.Model;
import org.nn4j.core.model.Prediction;

/**
 * Predictions of samples whose columns come from different rows of a table: what all explanations
 * but integrated gradients are made of. A column is taken as a whole, whatever inputs the model
 * makes of it.
 */
final class ColumnMix {
  /** Samples that are predicted at a time; their columns take little memory. */
  private static final int BLOCK = 1024;

  private final Model model;
  private final List<Column> columns;
  private final ExplainedOutput output;
  private final int threads;

  /** Says which row of the table the values of samples come from. */
  @FunctionalInterface
  interface Filling {
    /**
     * Fills in the rows for a column.
     *
     * @param column the column's index
     * @param from the first sample
     * @param rows a row of the table for each of the samples from then on, overwritten
     */
    void fill(int column, int from, int[] rows);
  }

  ColumnMix(Model model, Table table, ExplainedOutput output, int threads) {
    this.model = model;
    this.columns = model.columns().stream().map(table::column).toList();
    this.output = output;
    this.threads = threads;
  }

  List<Column> columns() {
    return columns;
  }

  ExplainedOutput output() {
    return output;
  }

  int threads() {
    return threads;
  }

  /**
   * Predicts samples.
   *
   * @param count the number of samples
   * @return what is explained of each, one sample after the other
   */
  double[] values(int count, Filling filling) {
    int width = output.count();
    double[] values = new double[Math.multiplyExact(count, width)];
    Blocks.run(
        (count + BLOCK - 1) / BLOCK,
        threads,
        block -> {
          int from = block * BLOCK;
          Prediction prediction = predict(from, Math.min(count, from + BLOCK), filling);
          for (int i = 0; i < prediction.values().rows(); i++) {
            for (int k = 0; k < width; k++) {
              values[(from + i) * width + k] = output.value(prediction, i, k);
            }
          }
        });
    return values;
  }

  private Prediction predict(int from, int to, Filling filling) {
    List<Column> mixed = new ArrayList<>();
    for (int c = 0; c < columns.size(); c++) {
      int[] rows = new int[to - from];
      filling.fill(c, from, rows);
      mixed.add(columns.get(c).select(rows));
    }
    return model.predict(new Table(mixed));
  }

  /** Predicts rows as they are. */
  double[] values(int[] chosen) {
    return values(
        chosen.length,
        (column, from, rows) -> System.arraycopy(chosen, from, rows, 0, rows.length));
  }

  /**
   * Computes the partial dependence on some columns, f̄(v) = 1/N·Σᵢ f(v, xᵢ without them), where
   * the columns take their values v from rows.
   *
   * @param own whether a column, by its index, is one of those
   * @param points the rows that v is taken from, for each of the columns in their order
   * @param background the rows xᵢ
   * @return what is explained at each point
   */
  double[] means(boolean[] own, int[][] points, int[] background) {
    int n = background.length;
    int count = points[0].length;
    int width = output.count();
    int[] order = order(own);
    double[] all =
        values(
            Math.multiplyExact(count, n),
            (column, from, rows) -> {
              for (int i = 0; i < rows.length; i++) {
                rows[i] =
                    own[column]
                        ? points[order[column]][(from + i) / n]
                        : background[(from + i) % n];
              }
            });
    double[] means = new double[count * width];
    for (int point = 0; point < count; point++) {
      for (int k = 0; k < width; k++) {
        double sum = 0;
        for (int i = 0; i < n; i++) {
          sum += all[(point * n + i) * width + k];
        }
        means[point * width + k] = sum / n;
      }
    }
    return means;
  }

  private static int[] order(boolean[] own) {
    int[] order = new int[own.length];
    int next = 0;
    for (int c = 0; c < own.length; c++) {
      order[c] = own[c] ? next++ : -1;
    }
    return order;
  }

  /** Returns a mark for each column, set for some. */
  boolean[] marks(int... chosen) {
    boolean[] marks = new boolean[columns.size()];
    Arrays.stream(chosen).forEach(c -> marks[c] = true);
    return marks;
  }
}
