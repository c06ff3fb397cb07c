package org.nn4j.cli.compare;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.nn4j.api.Matrix;
import org.nn4j.api.Task;
import org.nn4j.core.InputException;
import org.nn4j.core.data.CategoricalColumn;
import org.nn4j.core.data.Column;
import org.nn4j.core.data.Table;
import org.nn4j.core.metric.Predictions;
import org.nn4j.core.training.Evaluation;

/**
 * How good predictions are, row by row.
 *
 * @param rows what identifies each row, and what is right for it: equal of the same rows
 * @param right whether each decision is right, or null where numbers are predicted
 * @param losses a loss of each row by the metric that its mean makes: {@code log_loss}, {@code
 *     mae}, {@code rmse}, which is the root of the mean
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record RowPredictions(
    List<String> rows, boolean @Nullable [] right, Map<String, double[]> losses) {
  static final String LOG_LOSS = "log_loss";
  static final String RMSE = "rmse";
  static final String MAE = "mae";

  /** The least probability that counts: 2⁻²³, what float32 tells apart from 0 beside 1. */
  private static final double LEAST = 0x1p-23;

  /** Returns the loss of a right class that was given a probability. */
  static double logLoss(double probability) {
    return -StrictMath.log(Math.max(LEAST, probability));
  }

  /** Returns the losses of numbers: their squares and sizes. */
  static Map<String, double[]> losses(double[] residuals) {
    double[] squares = new double[residuals.length];
    double[] sizes = new double[residuals.length];
    for (int row = 0; row < residuals.length; row++) {
      squares[row] = residuals[row] * residuals[row];
      sizes[row] = Math.abs(residuals[row]);
    }
    Map<String, double[]> losses = new LinkedHashMap<>();
    losses.put(RMSE, squares);
    losses.put(MAE, sizes);
    return losses;
  }

  /** Returns what a mean loss is made into, to be the metric of its name. */
  static double figure(String metric, double mean) {
    return metric.equals(RMSE) ? Math.sqrt(mean) : mean;
  }

  /** Returns the metrics of all rows. */
  Map<String, Double> metrics() {
    Map<String, Double> metrics = new LinkedHashMap<>();
    boolean[] decided = right;
    if (decided != null) {
      int count = 0;
      for (boolean one : decided) {
        count += one ? 1 : 0;
      }
      metrics.put("accuracy", (double) count / decided.length);
    }
    losses.forEach(
        (metric, values) -> {
          double sum = 0;
          for (double value : values) {
            sum += value;
          }
          metrics.put(metric, figure(metric, sum / values.length));
        });
    return metrics;
  }

  /**
   * Takes the predictions of a table that {@code nn crossval --predictions} wrote, or another with
   * columns {@code actual} and {@code prediction}: of the first division, in the order of rows.
   *
   * @throws InputException if it has no such columns or no rows
   */
  static RowPredictions of(Table table) {
    CategoricalColumn actual = column(table, "actual");
    CategoricalColumn predicted = column(table, "prediction");
    if (table.rows() == 0) {
      throw table.fault("has no rows, so that there is nothing to compare");
    }
    Column repeat = table.find("repeat");
    Column number = table.find("row");
    int[] rows =
        IntStream.range(0, table.rows())
            .filter(row -> repeat == null || repeat.text(row).equals("1"))
            .filter(row -> !actual.missing(row) && !predicted.missing(row))
            .toArray();
    List<String> keys =
        IntStream.of(rows)
            .mapToObj(row -> (number == null ? row + 1 : number.text(row)) + ":" + actual.text(row))
            .toList();
    boolean classes = table.names().stream().anyMatch(n -> n.matches("(probability|score)_.*"));
    if (!classes) {
      return new RowPredictions(keys, null, losses(residuals(table, actual, predicted, rows)));
    }
    boolean[] right = new boolean[rows.length];
    double[] losses = new double[rows.length];
    boolean probabilities = true;
    for (int i = 0; i < rows.length; i++) {
      right[i] = actual.text(rows[i]).equals(predicted.text(rows[i]));
      Column score = table.find("probability_" + actual.text(rows[i]));
      probabilities &= score != null && !score.missing(rows[i]);
      losses[i] = probabilities ? logLoss(number(table, score, rows[i])) : 0;
    }
    return new RowPredictions(keys, right, probabilities ? Map.of(LOG_LOSS, losses) : Map.of());
  }

  private static double[] residuals(Table table, Column actual, Column predicted, int[] rows) {
    return IntStream.of(rows)
        .mapToDouble(row -> number(table, predicted, row) - number(table, actual, row))
        .toArray();
  }

  private static double number(Table table, @Nullable Column column, int row) {
    Column present = Objects.requireNonNull(column);
    try {
      return Double.parseDouble(present.text(row));
    } catch (NumberFormatException e) {
      throw table.fault(row, present, "'" + present.text(row) + "' is not a number");
    }
  }

  private static CategoricalColumn column(Table table, String name) {
    if (table.find(name) instanceof CategoricalColumn texts) {
      return texts;
    }
    throw table.fault(
        "has no column '"
            + name
            + "'; predictions to compare have the columns actual and prediction, as nn crossval"
            + " --predictions writes them for one target");
  }

  /** Takes the predictions of an evaluation, whose rows are numbered from 1. */
  public static RowPredictions of(Evaluation evaluation, Task task) {
    int count = evaluation.scores().rows();
    if (task == Task.REGRESSION) {
      Map<String, double[]> losses = new LinkedHashMap<>();
      for (int c = 0; c < evaluation.values().columns(); c++) {
        String suffix = evaluation.values().columns() == 1 ? "" : " " + (c + 1);
        int column = c;
        losses(
                IntStream.range(0, count)
                    .mapToDouble(
                        row ->
                            evaluation.values().get(row, column)
                                - evaluation.targets().get(row, column))
                    .toArray())
            .forEach((metric, values) -> losses.put(metric + suffix, values));
      }
      return new RowPredictions(numbered(count), null, losses);
    }
    Matrix decisions =
        task == Task.MULTI_LABEL ? evaluation.labelDecisions() : evaluation.decisions();
    boolean[] right = new boolean[count];
    double[] losses = new double[count];
    for (int row = 0; row < count; row++) {
      if (task == Task.CLASSIFICATION) {
        int actual = (int) evaluation.classes().get(row, 0);
        right[row] = Predictions.argmax(decisions, row) == actual;
        losses[row] = logLoss(Predictions.score(evaluation.scores(), row, actual));
      } else {
        right[row] = true;
        for (int k = 0; k < decisions.columns(); k++) {
          right[row] &= decisions.get(row, k) == evaluation.labels().get(row, k);
        }
      }
    }
    boolean probabilities = task == Task.CLASSIFICATION && evaluation.hasProbabilities();
    return new RowPredictions(
        numbered(count), right, probabilities ? Map.of(LOG_LOSS, losses) : Map.of());
  }

  private static List<String> numbered(int count) {
    return IntStream.rangeClosed(1, count).mapToObj(String::valueOf).toList();
  }
}
