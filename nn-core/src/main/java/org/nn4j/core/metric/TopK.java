package org.nn4j.core.metric;

import org.jspecify.annotations.Nullable;
import org.nn4j.api.Checks;
import org.nn4j.api.Matrix;

/**
 * The share of samples whose class is among the k with the greatest scores.
 *
 * <p>Of equal scores the lower class counts as the greater one, so that k = 1 is accuracy; with k
 * of at least the number of classes every decided sample is right. A row with NaN is wrong. NaN
 * where all weights are 0.
 *
 * @param k how many classes may be named, at least 1
 */
public record TopK(int k) implements ClassificationMetric {

  /** Creates one with k = 5, as is customary for ImageNet. */
  public TopK() {
    this(5);
  }

  /**
   * Checks k.
   *
   * @throws IllegalArgumentException if it is below 1
   */
  public TopK {
    Checks.atLeast("k", k, 1);
  }

  @Override
  public String name() {
    return "top_k";
  }

  @Override
  public String description() {
    return "share of samples whose class is among the k best";
  }

  @Override
  public double value(Matrix output, Matrix target, @Nullable Matrix weights) {
    MetricArguments.requireClassification(output, target, weights);
    double right = 0;
    double total = 0;
    for (int r = 0; r < output.rows(); r++) {
      double weight = MetricArguments.weight(weights, r);
      int label = MetricArguments.label(target, r, Predictions.classes(output));
      total += weight;
      if (Predictions.argmax(output, r) != Predictions.UNDECIDED && rank(output, r, label) < k) {
        right += weight;
      }
    }
    return right / total;
  }

  /** Returns how many classes come before one. */
  private static int rank(Matrix output, int row, int label) {
    double score = Predictions.score(output, row, label);
    int before = 0;
    for (int other = 0; other < Predictions.classes(output); other++) {
      double rival = Predictions.score(output, row, other);
      if (rival > score || (rival == score && other < label)) {
        before++;
      }
    }
    return before;
  }
}
