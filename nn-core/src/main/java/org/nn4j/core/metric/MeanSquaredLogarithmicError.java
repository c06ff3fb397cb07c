package org.nn4j.core.metric;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.nn4j.api.Matrix;

/**
 * The mean of (log(1 + ŷ) − log(1 + y))² over all elements. Undefined, NaN, where a target is below
 * 0; NaN where a prediction is below −1, or all weights are 0.
 */
public record MeanSquaredLogarithmicError() implements RegressionMetric {

  @Override
  public String name() {
    return "msle";
  }

  @Override
  public String description() {
    return "mean squared error of log(1 + y)";
  }

  @Override
  public boolean higherIsBetter() {
    return false;
  }

  @Override
  public Optional<String> undefined(Matrix target, @Nullable Matrix weights) {
    return MetricArguments.outside(
        target, weights, t -> t < 0, "and logarithms are compared of numbers of at least 0");
  }

  @Override
  public double value(Matrix output, Matrix target, @Nullable Matrix weights) {
    return Errors.mean(
        output,
        target,
        weights,
        (y, t) -> {
          double error = StrictMath.log1p(y) - StrictMath.log1p(t);
          return t < 0 ? Double.NaN : error * error;
        });
  }
}
