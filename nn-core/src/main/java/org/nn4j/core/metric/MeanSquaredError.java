package org.nn4j.core.metric;

import org.jspecify.annotations.Nullable;
import org.nn4j.api.Matrix;

/** The mean of (ŷ − y)² over all elements; NaN where all weights are 0. */
public record MeanSquaredError() implements RegressionMetric {

  @Override
  public String name() {
    return "mse";
  }

  @Override
  public String description() {
    return "mean squared error";
  }

  @Override
  public boolean higherIsBetter() {
    return false;
  }

  @Override
  public double value(Matrix output, Matrix target, @Nullable Matrix weights) {
    return Errors.mean(output, target, weights, e -> e * e);
  }
}
