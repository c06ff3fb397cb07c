package org.nn4j.core.metric;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.nn4j.api.Matrix;
import org.nn4j.api.Metric;

/**
 * Finds the probability above which to decide for the second of two classes, or for a label, for
 * the best value of a metric.
 *
 * <p>Tries every division of the samples by their score, including all on one side, in O(N·log N):
 * such a metric depends only on six counts, which are updated from one division to the next. The
 * samples should not be those that were learnt from.
 */
public final class DecisionThreshold {
  private static final double[] NONE = {Double.NaN};
  private static final double[] FIRST = {0};
  private static final double[] SECOND = {1};

  /**
   * The decisions about a sample of either class, in the order of {@link #value}; they read the
   * same for two classes and for a label.
   */
  private static final Matrix DECIDED = Matrix.of(SECOND, SECOND, FIRST, FIRST, NONE, NONE);

  private static final Matrix ACTUAL = Matrix.of(SECOND, FIRST, SECOND, FIRST, SECOND, FIRST);

  private final Metric metric;

  /** Weights of the samples of either class that are above, below, or without a score. */
  private final double[] above = new double[2];

  private final double[] below = new double[2];
  private final double[] undecided = new double[2];

  private double best = Predictions.EVEN;
  private double bestValue;

  private DecisionThreshold(Metric metric) {
    this.metric = metric;
  }

  /**
   * Returns the best threshold; among equally good ones the nearest to {@link Predictions#EVEN},
   * which is also the result if no other is better. It lies halfway between two scores, or between
   * a score and 0 or 1 if it is best to decide for the class always or never.
   *
   * @param metric a metric that {@link Metric#readsDecisions}
   * @param scores N×2 scores, or N×1 probabilities of class 1; not changed
   * @param classes class indices, N×1; not changed
   * @param weights N×1 sample weights, or null for all 1; not changed
   * @return a number above 0 and below 1
   * @throws IllegalArgumentException if the metric reads more than decisions, there are not two
   *     classes, or the shapes do not match
   */
  public static double best(
      Metric metric, Matrix scores, Matrix classes, @Nullable Matrix weights) {
    requireDecisive(metric);
    MetricArguments.requireClassification(scores, classes, weights);
    if (Predictions.classes(scores) != 2) {
      throw new IllegalArgumentException(
          "a threshold divides two classes, but there are " + Predictions.classes(scores));
    }
    return new DecisionThreshold(metric).search(scores, classes, weights);
  }

  /**
   * Returns the best threshold of each of several labels, as {@link #best} does for one: for the
   * metric of that label alone.
   *
   * @param metric a metric of labels that {@link Metric#readsDecisions}
   * @param scores N×K probabilities; not changed
   * @param labels N×K, 1 where a label applies and else 0; not changed
   * @param weights N×1 sample weights, or null for all 1; not changed
   * @throws IllegalArgumentException if the metric reads more than decisions, or the shapes do not
   *     match
   */
  public static List<Double> bestOfEach(
      Metric metric, Matrix scores, Matrix labels, @Nullable Matrix weights) {
    MetricArguments.requireOneShape(scores, labels, weights);
    return IntStream.range(0, scores.columns())
        .mapToObj(k -> best(metric, scores.columns(k, k + 1), labels.columns(k, k + 1), weights))
        .toList();
  }

  /**
   * Requires that a threshold changes what a metric measures.
   *
   * @throws IllegalArgumentException if it reads more than decisions
   */
  public static void requireDecisive(Metric metric) {
    if (!metric.readsDecisions()) {
      throw new IllegalArgumentException(
          metric.shortExpression()
              + " is no metric of decisions, which alone depend on a threshold; take one such as"
              + " f1, balanced_accuracy or mcc");
    }
  }

  private double search(Matrix scores, Matrix classes, @Nullable Matrix weights) {
    int[] order =
        IntStream.range(0, scores.rows())
            .filter(row -> Predictions.argmax(scores, row) != Predictions.UNDECIDED)
            .boxed()
            .sorted(Comparator.comparingDouble(row -> -Predictions.score(scores, row, 1)))
            .mapToInt(Integer::intValue)
            .toArray();
    int n = order.length;
    // The weights below each division are added up, not subtracted, so that empty sums are exactly
    // 0.
    double[][] rest = new double[2][n + 1];
    for (int i = n - 1; i >= 0; i--) {
      rest[0][i] = rest[0][i + 1];
      rest[1][i] = rest[1][i + 1];
      rest[MetricArguments.label(classes, order[i], 2)][i] +=
          MetricArguments.weight(weights, order[i]);
    }
    for (int row = 0; row < scores.rows(); row++) {
      if (Predictions.argmax(scores, row) == Predictions.UNDECIDED) {
        undecided[MetricArguments.label(classes, row, 2)] += MetricArguments.weight(weights, row);
      }
    }
    bestValue = evenValue(scores, classes, weights, order);
    above[0] = 0;
    above[1] = 0;
    for (int i = 0; i <= n; i++) {
      below[0] = rest[0][i];
      below[1] = rest[1][i];
      consider(
          i == n ? 0 : Predictions.score(scores, order[i], 1),
          i == 0 ? 1 : Predictions.score(scores, order[i - 1], 1));
      if (i < n) {
        above[MetricArguments.label(classes, order[i], 2)] +=
            MetricArguments.weight(weights, order[i]);
      }
    }
    return best;
  }

  /** Returns the value where the more probable class is decided for, summed up in one order. */
  private double evenValue(Matrix scores, Matrix classes, @Nullable Matrix weights, int[] order) {
    for (int i = 0; i < order.length; i++) {
      if (Predictions.argmax(scores, order[i]) == 1) {
        above[MetricArguments.label(classes, order[i], 2)] +=
            MetricArguments.weight(weights, order[i]);
      }
    }
    for (int i = order.length - 1; i >= 0; i--) {
      if (Predictions.argmax(scores, order[i]) == 0) {
        below[MetricArguments.label(classes, order[i], 2)] +=
            MetricArguments.weight(weights, order[i]);
      }
    }
    return value();
  }

  /**
   * Looks at the division above a score and below a higher one, unless they are equal or there is
   * no threshold above 0 and below 1 that divides so.
   */
  private void consider(double lower, double higher) {
    double low = Math.max(0, lower);
    double high = Math.min(1, higher);
    double middle = low + (high - low) / 2;
    double threshold = middle < high ? middle : low;
    if (!(low < high && threshold > 0)) {
      return;
    }
    double value = value();
    boolean better = metric.higherIsBetter() ? value > bestValue : value < bestValue;
    boolean nearer =
        value == bestValue
            && Math.abs(threshold - Predictions.EVEN) < Math.abs(best - Predictions.EVEN);
    if (better || nearer || (Double.isNaN(bestValue) && !Double.isNaN(value))) {
      best = threshold;
      bestValue = value;
    }
  }

  private double value() {
    Matrix weights =
        Matrix.of(
            new double[] {above[1]},
            new double[] {above[0]},
            new double[] {below[1]},
            new double[] {below[0]},
            new double[] {undecided[1]},
            new double[] {undecided[0]});
    return metric.value(DECIDED, ACTUAL, weights);
  }
}
