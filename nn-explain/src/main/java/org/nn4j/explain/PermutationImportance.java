package org.nn4j.explain;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.nn4j.api.Checks;
import org.nn4j.api.Matrix;
import org.nn4j.api.Metric;
import org.nn4j.api.Precision;
import org.nn4j.core.InputException;
import org.nn4j.core.data.Dataset;
import org.nn4j.core.data.MatrixDataset;
import org.nn4j.core.model.Model;
import org.nn4j.core.preprocess.FeatureStep;
import org.nn4j.core.preprocess.Preprocessor;
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
   * Measures all columns of samples; takes columns × repeats × samples predictions.
   *
   * @param model a model over tables
   * @param data samples that the model encoded
   * @param chosen the samples to use, at least one
   * @param repeats how often each column is shuffled, at least 2
   * @param metrics metrics of the model's task, the first of which orders the columns
   * @param seed seed of the shuffling
   * @param threads most threads to use; the result is the same for any number
   * @throws InputException if a metric is undefined on these samples
   * @throws IllegalArgumentException if {@code repeats} is below 2, or there is no sample or metric
   * @throws IllegalStateException if the model has no preprocessing
   */
  public static PermutationImportance of(
      Model model,
      Dataset data,
      int[] chosen,
      int repeats,
      List<Metric> metrics,
      long seed,
      int threads) {
    Checks.atLeast("repeats", repeats, 2);
    Checks.atLeast("the number of metrics", metrics.size(), 1);
    Checks.atLeast("the number of samples", chosen.length, 1);
    Shuffled shuffled = new Shuffled(model, data, chosen);
    Evaluation whole = model.evaluate(shuffled.samples, threads);
    List<Double> baseline = new ArrayList<>();
    for (Metric metric : metrics) {
      whole
          .undefined(metric)
          .ifPresent(
              reason -> {
                throw new InputException(
                    "importance: " + metric.shortExpression() + " is undefined: " + reason);
              });
      baseline.add(whole.metric(metric));
    }
    List<String> columns = model.columns();
    double[][][] worse = new double[columns.size()][metrics.size()][repeats];
    Queue<Function<Dataset, Evaluation>> idle = new ConcurrentLinkedQueue<>(); // one a thread
    Blocks.run(
        columns.size() * repeats,
        threads,
        task -> {
          int c = task / repeats;
          int repeat = task % repeats;
          int[] order = shuffled.order();
          new RandomStream(seed, "explain/permutation/" + repeat + "/" + columns.get(c))
              .shuffle(order, order.length);
          Function<Dataset, Evaluation> evaluator =
              Objects.requireNonNullElseGet(idle.poll(), model::evaluator);
          Evaluation evaluation = evaluator.apply(shuffled.of(columns.get(c), order));
          idle.add(evaluator);
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
      found.add(new ColumnImportance(columns.get(c), losses));
    }
    found.sort(Comparator.comparingDouble(column -> -column.losses.get(0).mean));
    return new PermutationImportance(names(metrics), baseline, chosen.length, repeats, found);
  }

  /** Names metrics by their names, or by expressions where several have one name. */
  private static List<String> names(List<Metric> metrics) {
    return metrics.stream()
        .map(
            metric ->
                metrics.stream().filter(m -> m.name().equals(metric.name())).count() == 1
                    ? metric.name()
                    : metric.expression())
        .toList();
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

  /**
   * Samples, and copies of them in which a column is in another order: all the inputs it became.
   */
  private static final class Shuffled {
    private final List<FeatureStep> steps;
    private final Matrix features;
    private final MatrixDataset samples;

    Shuffled(Model model, Dataset data, int[] chosen) {
      Preprocessor preprocessor = model.preprocessor();
      if (preprocessor == null) {
        throw new IllegalStateException(
            "importance: the model has no preprocessing, so it has no columns to shuffle");
      }
      steps = preprocessor.features().steps();
      Precision precision = model.network().precision();
      features = Matrix.zeros(precision, chosen.length, data.featureWidth());
      data.features(chosen, 0, chosen.length, features);
      Matrix targets = Matrix.zeros(precision, chosen.length, data.targetWidth());
      data.targets(chosen, 0, chosen.length, targets);
      Matrix weights = data.weighted() ? Matrix.zeros(precision, chosen.length, 1) : null;
      if (weights != null) {
        data.weights(chosen, 0, chosen.length, weights);
      }
      samples = new MatrixDataset(features, targets, weights, null);
    }

    /** Returns the samples' numbers in their order. */
    int[] order() {
      return IntStream.range(0, features.rows()).toArray();
    }

    Dataset of(String column, int[] order) {
      Matrix mixed = Matrix.zeros(features.precision(), features.rows(), features.columns());
      mixed.copyFrom(features);
      int from = 0;
      for (FeatureStep step : steps) {
        int to = from + step.width();
        for (int r = 0; r < order.length && step.column().equals(column); r++) {
          for (int c = from; c < to; c++) {
            mixed.set(r, c, features.get(order[r], c));
          }
        }
        from = to;
      }
      return samples.withFeatures(mixed);
    }
  }

  /** Returns the columns' names, the most important first. */
  public List<String> names() {
    return columns.stream().map(ColumnImportance::column).toList();
  }
}
