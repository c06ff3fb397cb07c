package org.nn4j.core.metric;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.nn4j.api.Matrix;

/**
 * The area under the curve of precision and recall, as the average precision Σₙ (Rₙ − Rₙ₋₁)·Pₙ over
 * the thresholds n from the greatest score down, with no interpolation; equal scores are one
 * threshold. It says more than {@link RocAuc} where a class is rare, whose share is what chance
 * gets.
 *
 * <p>For two classes it is that of class 1; for more, the plain mean over the classes, each against
 * the rest, leaving out classes without samples. Undefined, NaN, if all samples are of one class;
 * NaN if an output is NaN. Source: scikit-learn's {@code average_precision_score}.
 */
public record PrAuc() implements ClassificationMetric {

  @Override
  public String name() {
    return "pr_auc";
  }

  @Override
  public String description() {
    return "average precision, the area under precision and recall";
  }

  @Override
  public Optional<String> undefined(Matrix target, @Nullable Matrix weights) {
    return MetricArguments.oneClass(target, weights);
  }

  @Override
  public double value(Matrix output, Matrix target, @Nullable Matrix weights) {
    MetricArguments.requireClassification(output, target, weights);
    if (undefined(target, weights).isPresent()) {
      return Double.NaN;
    }
    int classes = Predictions.classes(output);
    double sum = 0;
    int defined = 0;
    for (int label = classes == 2 ? 1 : 0; label < classes; label++) {
      double precision = averagePrecision(output, target, weights, label);
      if (precision >= 0) {
        sum += precision;
        defined++;
      } else if (Double.isNaN(precision)) {
        return Double.NaN;
      }
    }
    return sum / defined;
  }

  /** Returns the average precision of a class, −1 if it has no samples. */
  private static double averagePrecision(
      Matrix output, Matrix target, @Nullable Matrix weights, int label) {
    int classes = Predictions.classes(output);
    int[] rows = Predictions.rowsByScore(output, label);
    double inside = 0;
    double all = 0;
    double area = 0;
    double newInside = 0;
    for (int i = rows.length - 1; i >= 0; i--) {
      double score = Predictions.score(output, rows[i], label);
      if (Double.isNaN(score)) {
        return Double.NaN;
      }
      double weight = MetricArguments.weight(weights, rows[i]);
      all += weight;
      newInside += MetricArguments.label(target, rows[i], classes) == label ? weight : 0;
      if (i == 0 || Predictions.score(output, rows[i - 1], label) != score) {
        area += newInside > 0 ? newInside * ((inside + newInside) / all) : 0;
        inside += newInside;
        newInside = 0;
      }
    }
    return inside > 0 ? area / inside : -1;
  }
}
