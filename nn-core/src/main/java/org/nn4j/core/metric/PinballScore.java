package org.nn4j.core.metric;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nn4j.api.Checks;
import org.nn4j.api.Matrix;

/**
 * The mean pinball loss of predicted quantiles in the units of the data, over rows and levels: τ·(y
 * − q) where q is below the target y, and (1 − τ)·(q − y) above. NaN where all weights are 0.
 *
 * <p>Source: Koenker and Bassett, "Regression quantiles", 1978; scikit-learn's {@code
 * mean_pinball_loss} for one level.
 *
 * @param quantiles the levels τ, ascending; ½ alone by default
 */
public record PinballScore(List<Double> quantiles) implements RegressionMetric {

  /** Creates the metric of the median. */
  public PinballScore() {
    this(List.of(0.5));
  }

  /**
   * Copies the levels.
   *
   * @throws IllegalArgumentException if there are none, or they do not ascend between 0 and 1
   */
  public PinballScore {
    Checks.levels("quantiles", quantiles);
    quantiles = List.copyOf(quantiles);
  }

  @Override
  public String name() {
    return "pinball";
  }

  @Override
  public String description() {
    return "mean pinball loss of predicted quantiles, in the units of the data";
  }

  @Override
  public boolean higherIsBetter() {
    return false;
  }

  /**
   * Computes the metric.
   *
   * @param output N×K, a column for each level, or any number of columns for one level
   * @param target N×K, or N×1 where all levels are of one target
   */
  @Override
  public double value(Matrix output, Matrix target, @Nullable Matrix weights) {
    int columns = output.columns();
    if (quantiles.size() > 1 && columns != quantiles.size()) {
      throw new IllegalArgumentException(
          "pinball: the output is " + output.shape() + " but the levels are " + quantiles);
    }
    MetricArguments.requireOneShape(
        target.columns() == 1 ? output.columns(0, 1) : output, target, weights);
    double sum = 0;
    double total = 0;
    for (int r = 0; r < output.rows(); r++) {
      double weight = MetricArguments.weight(weights, r);
      for (int c = 0; c < columns; c++) {
        double level = quantiles.get(quantiles.size() == 1 ? 0 : c);
        double below = target.get(r, target.columns() == 1 ? 0 : c) - output.get(r, c);
        sum += weight * (below >= 0 ? level * below : (level - 1) * below);
      }
      total += weight * columns;
    }
    return sum / total;
  }
}
