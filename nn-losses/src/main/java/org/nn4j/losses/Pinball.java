package org.nn4j.losses;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nn4j.api.Checks;
import org.nn4j.api.Matrix;

/**
 * The pinball loss of quantiles, averaged over rows and columns: ρ(y − q) with ρ(u) = τ·u for u ≥ 0
 * and (τ − 1)·u below, where q is the output and τ the level of its column. Its mean is least where
 * q is the τ-quantile of y, that is, where y ≤ q with probability τ.
 *
 * <p>Its derivative by q is −τ below the target and 1 − τ above; at the target, the kink, it is 0,
 * as that of {@link MeanAbsoluteError} is, which is twice the loss of τ = ½.
 *
 * <p>Source: Koenker and Bassett, "Regression quantiles", 1978.
 *
 * @param quantiles the levels τ, ascending: an output for each, all of the same target; a single
 *     one, ½ by default (the median), holds for all columns, each with a target of its own
 */
public record Pinball(List<Double> quantiles) implements RowLoss {

  /** Creates the loss of the median. */
  public Pinball() {
    this(List.of(0.5));
  }

  /**
   * Copies the levels.
   *
   * @throws IllegalArgumentException if there are none, or they do not ascend between 0 and 1
   */
  public Pinball {
    Checks.levels("quantiles", quantiles);
    quantiles = List.copyOf(quantiles);
  }

  @Override
  public String name() {
    return "pinball";
  }

  @Override
  public String description() {
    return "for quantiles: each output is above its share of the targets";
  }

  /** Requires as many outputs as levels, unless there is one level; and one target, or as many. */
  @Override
  public void requireShapes(int outputWidth, int targetWidth) {
    int levels = quantiles.size();
    if (levels > 1 && outputWidth != levels) {
      throw new IllegalArgumentException(
          shortExpression()
              + ": the network has "
              + outputWidth
              + " outputs but there are "
              + levels
              + " quantiles, "
              + quantiles
              + "; they must be equal");
    }
    if (levels == 1 || targetWidth != 1) {
      RowLoss.super.requireShapes(outputWidth, targetWidth);
    }
  }

  @Override
  public double divisor(double rows, int columns) {
    return rows * columns;
  }

  @Override
  public double row(
      Matrix output, Matrix target, int row, @Nullable Matrix gradient, double scale) {
    int levels = quantiles.size();
    int targets = target.columns();
    double sum = 0;
    for (int c = 0; c < output.columns(); c++) {
      double level = quantiles.get(levels == 1 ? 0 : c);
      double below = target.get(row, targets == 1 ? 0 : c) - output.get(row, c);
      sum += below >= 0 ? level * below : (level - 1) * below;
      if (gradient != null) {
        gradient.set(row, c, scale * (below > 0 ? -level : below < 0 ? 1 - level : 0));
      }
    }
    return sum;
  }
}
