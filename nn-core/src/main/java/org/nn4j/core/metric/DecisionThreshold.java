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
 * <p>Every division of the samples by their score is tried, which takes O(N·log N): such a metric
 * depends on six counts alone, and these are computed from one division to the next. The samples
 * should be others than those that were learnt from.
 */
public final class DecisionThreshold {
  private static final double[] NONE = {Double.NaN};
  private static final double[] FIRST = {0};
  private static final double[] SECOND = {1};

  /**
   * What a sample of either class may be taken for, in the order of {@link #value}; it reads the
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
   * Returns the best threshold: of equally good ones that nearest to {@link Predictions#EVEN},
   * which is the result too where no other one is better. It lies in the middle between two scores.
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
    Samples.requireClassification(scores, classes, weights);
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
    Samples.requireOneShape(scores, labels, weights);
    return IntStream.range(0, scores.columns())
        .mapToObj(k -> best(metric, scores.columns(k, k + 1), labels.columns(k, k + 1), weights))
        .toList();
  }

  /**
   * Requires that a threshold changes what a metric tells.
   *
   * @throws IllegalArgumentException if it reads more than decisions
   */
  public static void requireDecisive(Metric metric) {
    if (!metric.readsDecisions()) {
      throw new IllegalArgumentException(
          metric.name()
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
    for (int row = 0; row < scores.rows(); row++) {
      double weight = Samples.weight(weights, row);
      int label = Samples.label(classes, row, 2);
      switch (Predictions.argmax(scores, row)) {
        case 1 -> above[label] += weight;
        case 0 -> below[label] += weight;
        default -> undecided[label] += weight;
      }
    }
    bestValue = value();
    for (int label = 0; label < 2; label++) {
      below[label] += above[label];
      above[label] = 0;
    }
    for (int i = 0; i + 1 < order.length; i++) {
      int label = Samples.label(classes, order[i], 2);
      double weight = Samples.weight(weights, order[i]);
      above[label] += weight;
      below[label] = Math.max(0, below[label] - weight);
      consider(Predictions.score(scores, order[i + 1], 1), Predictions.score(scores, order[i], 1));
    }
    return best;
  }

  /** Looks at the division between two scores, unless they are equal. */
  private void consider(double low, double high) {
    double middle = low + (high - low) / 2;
    double threshold = middle < high ? middle : low;
    if (low == high || !(threshold > 0 && threshold < 1)) {
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
