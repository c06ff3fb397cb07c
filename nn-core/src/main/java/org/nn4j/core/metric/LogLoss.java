package org.nn4j.core.metric;

import org.jspecify.annotations.Nullable;
import org.nn4j.api.Matrix;
import org.nn4j.api.Precision;

/**
 * The mean negative log-likelihood, −Σ w·log p(actual class)/Σ w.
 *
 * <p>Probabilities below the precision's rounding unit (2⁻²³ in float32, 2⁻⁵² in float64) count as
 * that, as in scikit-learn, so that one confident mistake does not make it infinite. NaN where an
 * output is NaN or all weights are 0; undefined if scores are not probabilities.
 */
public record LogLoss() implements ClassificationMetric {

  @Override
  public String name() {
    return "log_loss";
  }

  @Override
  public String description() {
    return "mean negative log-likelihood of the actual classes";
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
    double least = output.precision() == Precision.FLOAT32 ? Math.ulp(1f) : Math.ulp(1.0);
    double sum = 0;
    double total = 0;
    for (int r = 0; r < output.rows(); r++) {
      double weight = MetricArguments.weight(weights, r);
      int label = MetricArguments.label(target, r, Predictions.classes(output));
      double probability = Predictions.score(output, r, label);
      sum -= weight * StrictMath.log(Math.max(probability, least));
      total += weight;
    }
    return sum / total;
  }
}
