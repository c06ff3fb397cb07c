package org.nn4j.core.metric;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.nn4j.api.Matrix;
import org.nn4j.api.Precision;

/**
 * The share of the targets' variance that predictions explain, 1 − Var(y − ŷ)/Var(y) with weighted
 * variances: {@link R2} of predictions without their mean error. For several columns, it is the
 * plain mean over them. Undefined where r2 is. scikit-learn's {@code explained_variance_score}.
 */
public record ExplainedVariance() implements RegressionMetric {

  @Override
  public String name() {
    return "explained_variance";
  }

  @Override
  public String description() {
    return "share of the targets' variance explained, r2 without the mean error";
  }

  @Override
  public Optional<String> undefined(Matrix target, @Nullable Matrix weights) {
    return R2.equalTargets(target, weights);
  }

  @Override
  public double value(Matrix output, Matrix target, @Nullable Matrix weights) {
    MetricArguments.requireOneShape(output, target, weights);
    Matrix errors = Matrix.zeros(Precision.FLOAT64, output.rows(), 1);
    double sum = 0;
    for (int c = 0; c < output.columns(); c++) {
      for (int r = 0; r < output.rows(); r++) {
        errors.set(r, 0, target.get(r, c) - output.get(r, c));
      }
      double spread = R2.spread(target, weights, c);
      sum +=
          R2.isNoise(spread, target, weights, c)
              ? Double.NaN
              : 1 - R2.spread(errors, weights, 0) / spread;
    }
    return sum / output.columns();
  }
}
