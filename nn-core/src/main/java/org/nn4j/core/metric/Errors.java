package org.nn4j.core.metric;

import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import org.jspecify.annotations.Nullable;
import org.nn4j.api.Matrix;

/** The mean over the errors of a regression. */
final class Errors {
  private Errors() {}

  /** Computes Σ w·f(ŷ − y)/(K·Σ w) over N×K elements, row by row. */
  static double mean(
      Matrix output, Matrix target, @Nullable Matrix weights, DoubleUnaryOperator penalty) {
    return mean(output, target, weights, (y, t) -> penalty.applyAsDouble(y - t));
  }

  /** Computes Σ w·f(ŷ, y)/(K·Σ w) over N×K elements, row by row. */
  static double mean(
      Matrix output, Matrix target, @Nullable Matrix weights, DoubleBinaryOperator penalty) {
    MetricArguments.requireOneShape(output, target, weights);
    double sum = 0;
    double total = 0;
    for (int r = 0; r < output.rows(); r++) {
      double weight = MetricArguments.weight(weights, r);
      for (int c = 0; c < output.columns(); c++) {
        sum += weight * penalty.applyAsDouble(output.get(r, c), target.get(r, c));
      }
      total += weight * output.columns();
    }
    return sum / total;
  }
}
