package org.nn4j.core.metric;

import org.jspecify.annotations.Nullable;
import org.nn4j.api.Matrix;

/**
 * The coefficient of determination, 1 − Σ w·(y − ŷ)²/Σ w·(y − ȳ)² with ȳ the weighted mean of y: 1
 * is perfect, 0 as good as the mean. Of several columns the plain mean of theirs.
 *
 * <p>NaN where a column's targets are all equal, for which it is undefined.
 */
public record R2() implements RegressionMetric {

  @Override
  public String name() {
    return "r2";
  }

  @Override
  public String description() {
    return "coefficient of determination, 1 perfect and 0 as good as the mean";
  }

  @Override
  public double value(Matrix output, Matrix target, @Nullable Matrix weights) {
    Samples.requireOneShape(output, target, weights);
    double sum = 0;
    for (int c = 0; c < output.columns(); c++) {
      sum += column(output, target, weights, c);
    }
    return sum / output.columns();
  }

  private static double column(Matrix output, Matrix target, @Nullable Matrix weights, int c) {
    double mean = mean(target, weights, c);
    double residual = 0;
    double spread = 0;
    for (int r = 0; r < target.rows(); r++) {
      double weight = Samples.weight(weights, r);
      double error = target.get(r, c) - output.get(r, c);
      double deviation = target.get(r, c) - mean;
      residual += weight * error * error;
      spread += weight * deviation * deviation;
    }
    return spread == 0 ? Double.NaN : 1 - residual / spread;
  }

  private static double mean(Matrix target, @Nullable Matrix weights, int c) {
    double sum = 0;
    double total = 0;
    for (int r = 0; r < target.rows(); r++) {
      sum += Samples.weight(weights, r) * target.get(r, c);
      total += Samples.weight(weights, r);
    }
    return sum / total;
  }
}
