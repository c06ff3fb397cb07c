package org.nn4j.core.metric;

import org.jspecify.annotations.Nullable;
import org.nn4j.api.Matrix;

/**
 * The square root of {@link MeanSquaredError}, in the units of the target; of several columns the
 * root of their common mean.
 */
public record RootMeanSquaredError() implements RegressionMetric {

  @Override
  public String name() {
    return "rmse";
  }

  @Override
  public String description() {
    return "square root of the mean squared error";
  }

  @Override
  public boolean higherIsBetter() {
    return false;
  }

  @Override
  public double value(Matrix output, Matrix target, @Nullable Matrix weights) {
    return Math.sqrt(Errors.mean(output, target, weights, e -> e * e));
  }
}
