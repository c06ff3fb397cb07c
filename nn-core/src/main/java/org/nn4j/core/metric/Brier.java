package org.nn4j.core.metric;

import org.jspecify.annotations.Nullable;
import org.nn4j.api.Matrix;

/**
 * The mean squared error of probabilities: of two classes Σ w·(p − o)²/Σ w with p the probability
 * of class 1 and o = 1 where it is that, else 0; of more, Σ w·Σₖ (pₖ − oₖ)²/Σ w over all classes.
 * NaN where an output is NaN or all weights are 0; undefined if scores are not probabilities.
 *
 * <p>Source: Brier, "Verification of forecasts expressed in terms of probability", 1950, whose
 * score of two classes is twice this; scikit-learn's {@code brier_score_loss}.
 */
public record Brier() implements ClassificationMetric {

  @Override
  public String name() {
    return "brier";
  }

  @Override
  public String description() {
    return "mean squared error of probabilities";
  }

  @Override
  public boolean higherIsBetter() {
    return false;
  }

  @Override
  public boolean readsProbabilities() {
    return true;
  }

  @Override
  public double value(Matrix output, Matrix target, @Nullable Matrix weights) {
    MetricArguments.requireClassification(output, target, weights);
    int classes = Predictions.classes(output);
    double sum = 0;
    double total = 0;
    for (int r = 0; r < output.rows(); r++) {
      double weight = MetricArguments.weight(weights, r);
      int actual = MetricArguments.label(target, r, classes);
      for (int label = classes == 2 ? 1 : 0; label < classes; label++) {
        double error = Predictions.score(output, r, label) - (label == actual ? 1 : 0);
        sum += weight * error * error;
      }
      total += weight;
    }
    return sum / total;
  }
}
