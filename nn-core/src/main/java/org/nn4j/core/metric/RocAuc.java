package org.nn4j.core.metric;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.nn4j.api.Matrix;

/**
 * The area under the receiver operating characteristic: the chance that a sample of a class scores
 * higher for it than a sample of another class, where equal scores count half (Mann and Whitney).
 *
 * <p>For two classes it is that of class 1; for more, the plain mean over the classes, each against
 * the rest, leaving out classes without samples or without a rest. Undefined, NaN, if all samples
 * are of one class; NaN if an output is NaN. Source: Fawcett, "An introduction to ROC analysis",
 * 2006.
 */
public record RocAuc() implements ClassificationMetric {

  @Override
  public String name() {
    return "roc_auc";
  }

  @Override
  public String description() {
    return "area under the ROC curve, each class against the rest";
  }

  @Override
  public Optional<String> undefined(Matrix target, @Nullable Matrix weights) {
    return MetricArguments.oneClass(target, weights);
  }

  @Override
  public double value(Matrix output, Matrix target, @Nullable Matrix weights) {
    MetricArguments.requireClassification(output, target, weights);
    int classes = Predictions.classes(output);
    double sum = 0;
    int defined = 0;
    for (int label = classes == 2 ? 1 : 0; label < classes; label++) {
      double[] weight = new double[2];
      double pairs = wonPairs(output, target, weights, label, weight);
      if (weight[0] > 0 && weight[1] > 0) {
        sum += pairs / (weight[0] * weight[1]);
        defined++;
      }
    }
    return sum / defined;
  }

  /**
   * Adds up w·w' over the pairs of a sample inside and a sample outside the class in which the
   * former scores higher.
   *
   * @param weight overwritten with the weights outside and inside the class
   */
  private static double wonPairs(
      Matrix output, Matrix target, @Nullable Matrix weights, int label, double[] weight) {
    int classes = Predictions.classes(output);
    double pairs = 0;
    double score = Double.NaN;
    double[] tied = new double[2];
    for (int row : Predictions.rowsByScore(output, label)) {
      double next = Predictions.score(output, row, label);
      if (Double.isNaN(next)) {
        pairs = Double.NaN;
      }
      if (next != score) {
        pairs += settle(tied, weight);
        score = next;
      }
      tied[MetricArguments.label(target, row, classes) == label ? 1 : 0] +=
          MetricArguments.weight(weights, row);
    }
    return pairs + settle(tied, weight);
  }

  /** Moves samples of one score to the lower ones and returns the pairs that they win. */
  private static double settle(double[] tied, double[] lower) {
    double pairs = tied[1] * (lower[0] + tied[0] / 2);
    lower[0] += tied[0];
    lower[1] += tied[1];
    tied[0] = 0;
    tied[1] = 0;
    return pairs;
  }
}
