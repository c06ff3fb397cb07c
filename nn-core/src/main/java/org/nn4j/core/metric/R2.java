package org.nn4j.core.metric;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.nn4j.api.Matrix;
import org.nn4j.api.Precision;

/**
 * The coefficient of determination, 1 − Σ w·(y − ŷ)²/Σ w·(y − ȳ)² with ȳ the weighted mean of y: 1
 * is perfect, 0 as good as the mean. For several columns, it is the plain mean over them.
 *
 * <p>Undefined, NaN, if a column's targets are all equal, as a single one is, or differ by no more
 * than rounding: Σ w·(y − ȳ)² ≤ Σ w·(2 ulp(ȳ))², in the precision that the targets come in.
 * scikit-learn returns NaN for a single row, and 1 or 0 for equal targets.
 */
public record R2() implements RegressionMetric {
  /** Units in the last place that decoding a scaled target may put it off by, with some reserve. */
  private static final double ROUNDINGS = 2;

  @Override
  public String name() {
    return "r2";
  }

  @Override
  public String description() {
    return "coefficient of determination, 1 perfect and 0 as good as the mean";
  }

  @Override
  public Optional<String> undefined(Matrix target, @Nullable Matrix weights) {
    return equalTargets(target, weights);
  }

  /** Returns why there is nothing to explain: the targets do not differ. */
  static Optional<String> equalTargets(Matrix target, @Nullable Matrix weights) {
    if (rows(target, weights) == 1) {
      return Optional.of("there is one row, and it takes two targets that differ");
    }
    for (int c = 0; c < target.columns(); c++) {
      double spread = spread(target, weights, c);
      if (isNoise(spread, target, weights, c)) {
        return Optional.of(
            (target.columns() == 1 ? "all targets" : "all targets of column " + (c + 1))
                + (spread == 0 ? " are equal" : " are equal but for rounding"));
      }
    }
    return Optional.empty();
  }

  @Override
  public double value(Matrix output, Matrix target, @Nullable Matrix weights) {
    MetricArguments.requireOneShape(output, target, weights);
    double sum = 0;
    for (int c = 0; c < output.columns(); c++) {
      double spread = spread(target, weights, c);
      sum +=
          isNoise(spread, target, weights, c)
              ? Double.NaN
              : 1 - residual(output, target, weights, c) / spread;
    }
    return sum / output.columns();
  }

  private static int rows(Matrix target, @Nullable Matrix weights) {
    int rows = 0;
    for (int r = 0; r < target.rows(); r++) {
      rows += MetricArguments.weight(weights, r) > 0 ? 1 : 0;
    }
    return rows;
  }

  private static double residual(Matrix output, Matrix target, @Nullable Matrix weights, int c) {
    double sum = 0;
    for (int r = 0; r < target.rows(); r++) {
      double error = target.get(r, c) - output.get(r, c);
      sum += MetricArguments.weight(weights, r) * error * error;
    }
    return sum;
  }

  /** Returns Σ w·(y − ȳ)² of a column. */
  static double spread(Matrix target, @Nullable Matrix weights, int c) {
    double mean = mean(target, weights, c);
    double sum = 0;
    for (int r = 0; r < target.rows(); r++) {
      double deviation = target.get(r, c) - mean;
      sum += MetricArguments.weight(weights, r) * deviation * deviation;
    }
    return sum;
  }

  /** Whether a column's spread is that of targets off their mean by {@link #ROUNDINGS} each. */
  static boolean isNoise(double spread, Matrix target, @Nullable Matrix weights, int c) {
    double mean = Math.abs(mean(target, weights, c));
    double ulp = target.precision() == Precision.FLOAT32 ? Math.ulp((float) mean) : Math.ulp(mean);
    double total = 0;
    for (int r = 0; r < target.rows(); r++) {
      total += MetricArguments.weight(weights, r);
    }
    return spread <= total * (ROUNDINGS * ulp) * (ROUNDINGS * ulp);
  }

  /** Sums up what targets differ by from the first, so that equal ones are their mean exactly. */
  static double mean(Matrix target, @Nullable Matrix weights, int c) {
    double first = target.get(0, c);
    double sum = 0;
    double total = 0;
    for (int r = 0; r < target.rows(); r++) {
      sum += MetricArguments.weight(weights, r) * (target.get(r, c) - first);
      total += MetricArguments.weight(weights, r);
    }
    return first + sum / total;
  }
}
