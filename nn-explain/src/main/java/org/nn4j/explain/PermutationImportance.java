package org.nn4j.explain;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nn4j.api.Checks;
import org.nn4j.api.Metric;
import org.nn4j.core.InputException;
import org.nn4j.core.data.Column;
import org.nn4j.core.data.Table;
import org.nn4j.core.model.Model;
import org.nn4j.core.random.RandomStream;
import org.nn4j.core.training.Evaluation;

/**
 * How much worse a model's metrics become when a column is shuffled among the rows, which breaks
 * what it tells about the target and leaves its distribution.
 *
 * <p>A column that others can stand in for, such as a copy, may show little importance, for the
 * model reads the others; shuffling also makes rows that no data have. Measured on rows that the
 * model has not learnt from it says what predictions rest on, on training rows also what was learnt
 * by heart.
 *
 * <p>Source: Breiman, "Random forests", 2001; the quantities are those of scikit-learn's {@code
 * permutation_importance}, whose deviations divide by repeats instead of repeats − 1.
 *
 * @param metrics the metrics' names, the first of which orders the columns
 * @param baseline the metrics of the data as they are
 * @param rows the number of rows
 * @param repeats how often each column was shuffled
 * @param columns the columns, the most important first
 */
public record PermutationImportance(
    List<String> metrics,
    List<Double> baseline,
    int rows,
    int repeats,
    List<ColumnImportance> columns) {
  /** Deviations that a mean is away from 0 to be told from it. */
  private static final double SIGNIFICANT = 2;

  /**
   * A column's importance.
   *
   * @param column its name
   * @param losses what each metric loses
   */
  public record ColumnImportance(String column, List<Loss> losses) {
    /** Copies the list. */
    public ColumnImportance {
      losses = List.copyOf(losses);
    }
  }

  /**
   * How much worse a metric becomes: its fall if greater is better, else its rise.
   *
   * @param mean the mean over all repeats, in the metric's units; below 0 if shuffling helps
   * @param deviation the standard deviation over repeats, √(Σ(d − mean)²/(repeats − 1))
   */
  public record Loss(double mean, double deviation) {
    /** Returns whether the mean is above 0 by more than two deviations. */
    public boolean significant() {
      return mean > SIGNIFICANT * deviation;
    }
  }

  /** Copies the lists. */
  public PermutationImportance {
    metrics = List.copyOf(metrics);
    baseline = List.copyOf(baseline);
    columns = List.copyOf(columns);
  }

  /**
   * Measures all columns.
   *
   * @param rows the rows of the table to use
   */
  static PermutationImportance of(
      Model model,
      Table table,
      int[] rows,
      int repeats,
      List<Metric> metrics,
      long seed,
      int threads) {
    Checks.atLeast("repeats", repeats, 2);
    Checks.atLeast("the number of metrics", metrics.size(), 1);
    Shuffled shuffled = new Shuffled(model, table.select(rows));
    Evaluation whole = shuffled.evaluate(null, new int[0]);
    List<Double> baseline = new ArrayList<>();
    for (Metric metric : metrics) {
      whole
          .undefined(metric)
          .ifPresent(
              reason -> {
                throw new InputException(
                    "importance: " + metric.name() + " is undefined: " + reason);
              });
      baseline.add(whole.metric(metric));
    }
    List<Column> columns = shuffled.features;
    double[][][] worse = new double[columns.size()][metrics.size()][repeats];
    Blocks.run(
        columns.size() * repeats,
        threads,
        task -> {
          int c = task / repeats;
          int repeat = task % repeats;
          int[] order = shuffled.table.everyRow();
          new RandomStream(seed, "permutation/" + repeat + "/" + columns.get(c).name())
              .shuffle(order, order.length);
          Evaluation evaluation = shuffled.evaluate(columns.get(c), order);
          for (int m = 0; m < metrics.size(); m++) {
            double fall = baseline.get(m) - evaluation.metric(metrics.get(m));
            worse[c][m][repeat] = metrics.get(m).higherIsBetter() ? fall : -fall;
          }
        });
    List<ColumnImportance> found = new ArrayList<>();
    for (int c = 0; c < columns.size(); c++) {
      List<Loss> losses = new ArrayList<>();
      for (double[] each : worse[c]) {
        losses.add(loss(each));
      }
      found.add(new ColumnImportance(columns.get(c).name(), losses));
    }
    found.sort(Comparator.comparingDouble(column -> -column.losses.get(0).mean));
    return new PermutationImportance(
        metrics.stream().map(Metric::name).toList(), baseline, rows.length, repeats, found);
  }

  private static Loss loss(double[] values) {
    double sum = 0;
    for (double value : values) {
      sum += value;
    }
    double mean = sum / values.length;
    double squares = 0;
    for (double value : values) {
      squares += (value - mean) * (value - mean);
    }
    return new Loss(mean, Math.sqrt(squares / (values.length - 1)));
  }

  /** The rows that are evaluated, one of whose columns may be in another order. */
  private static final class Shuffled {
    private final Model model;
    private final Table table;
    private final List<Column> features;

    Shuffled(Model model, Table table) {
      this.model = model;
      this.table = table;
      this.features = model.columns().stream().map(table::column).toList();
    }

    Evaluation evaluate(@Nullable Column shuffled, int[] order) {
      List<Column> columns = new ArrayList<>(table.columns());
      columns.replaceAll(column -> column == shuffled ? column.select(order) : column);
      Table mixed = new Table(columns);
      return model.evaluate(mixed, mixed.everyRow(), 1);
    }
  }

  /** Returns the columns' names, the most important first. */
  public List<String> names() {
    return columns.stream().map(ColumnImportance::column).toList();
  }
}
