package org.nn4j.core.metric;

import org.jspecify.annotations.Nullable;
import org.nn4j.api.Matrix;

/**
 * The mean of |ŷ − y|/max(|y|, 2⁻⁵²) over all elements, a fraction as in scikit-learn, not per
 * cent; NaN where all weights are 0.
 */
public record MeanAbsolutePercentageError() implements RegressionMetric {

  @Override
  public String name() {
    return "mape";
  }

  @Override
  public String description() {
    return "mean absolute error relative to the target, as a fraction";
  }

  @Override
  public boolean higherIsBetter() {
    return false;
  }

  @Override
  public double value(Matrix output, Matrix target, @Nullable Matrix weights) {
    return Errors.mean(
        output, target, weights, (y, t) -> Math.abs(y - t) / Math.max(Math.abs(t), Math.ulp(1.0)));
  }
}
