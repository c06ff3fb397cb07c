package org.nn4j.core.metric;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.nn4j.api.Matrix;

/**
 * The share of Tweedie's deviance that predictions explain, 1 − Σ w·d(y, ŷ)/Σ w·d(y, ȳ) with ȳ the
 * weighted mean: 1 is perfect, 0 as good as the mean. The deviance is
 *
 * <pre>
 * power p = 0   d = (y − ŷ)², and so d2 is r2
 *         1     d = 2·(y·log(y/ŷ) − y + ŷ), of the loss poisson
 *         2     d = 2·(log(ŷ/y) + y/ŷ − 1), of the loss gamma
 *         else  d = 2·(y^(2−p)/((1−p)(2−p)) − y·ŷ^(1−p)/(1−p) + ŷ^(2−p)/(2−p)), of tweedie
 * </pre>
 *
 * <p>From p = 1 on predictions must be above 0, and targets at least 0, from p = 2 above 0; NaN
 * otherwise. For several columns, it is the plain mean over them. Undefined where r2 is.
 * scikit-learn's {@code d2_tweedie_score}.
 *
 * @param power p, 0 or at least 1; 1 by default
 */
public record D2(double power) implements RegressionMetric {

  /** Creates the metric of Poisson's deviance. */
  public D2() {
    this(1);
  }

  /**
   * Checks p.
   *
   * @throws IllegalArgumentException unless it is 0, or finite and at least 1
   */
  public D2 {
    if (power != 0 && !(power >= 1 && power <= Double.MAX_VALUE)) {
      throw new IllegalArgumentException("power must be 0 or a finite number ≥ 1 but is " + power);
    }
  }

  @Override
  public String name() {
    return "d2";
  }

  @Override
  public String description() {
    return "share of the deviance explained, Poisson's by default";
  }

  @Override
  public Optional<String> undefined(Matrix target, @Nullable Matrix weights) {
    Optional<String> outside =
        MetricArguments.outside(
            target,
            weights,
            t -> Double.isNaN(deviance(t, 1)),
            "and the deviance of power " + power + " is of amounts");
    return outside.isPresent() ? outside : R2.equalTargets(target, weights);
  }

  @Override
  public double value(Matrix output, Matrix target, @Nullable Matrix weights) {
    MetricArguments.requireOneShape(output, target, weights);
    double sum = 0;
    for (int c = 0; c < output.columns(); c++) {
      double mean = R2.mean(target, weights, c);
      double left = 0;
      double all = 0;
      for (int r = 0; r < output.rows(); r++) {
        double weight = MetricArguments.weight(weights, r);
        if (weight > 0) {
          left += weight * deviance(target.get(r, c), output.get(r, c));
          all += weight * deviance(target.get(r, c), mean);
        }
      }
      boolean equal = R2.isNoise(R2.spread(target, weights, c), target, weights, c);
      sum += equal ? Double.NaN : 1 - left / all;
    }
    return sum / output.columns();
  }

  private double deviance(double y, double mean) {
    if (power == 0) {
      return (y - mean) * (y - mean);
    }
    if (!(mean > 0) || y < 0 || (power >= 2 && y == 0)) {
      return Double.NaN;
    }
    if (power == 1) {
      return 2 * ((y > 0 ? y * StrictMath.log(y / mean) : 0) - y + mean);
    }
    if (power == 2) {
      return 2 * (StrictMath.log(mean / y) + y / mean - 1);
    }
    double falling = StrictMath.pow(mean, 1 - power);
    return 2
        * (StrictMath.pow(y, 2 - power) / ((1 - power) * (2 - power))
            - y * falling / (1 - power)
            + mean * falling / (2 - power));
  }
}
