package org.nn4j.losses;

import org.jspecify.annotations.Nullable;
import org.nn4j.api.FloatMatrix;
import org.nn4j.api.LossBatch;
import org.nn4j.api.math.NnMath;

/**
 * One row of the losses over a softmax' logits.
 *
 * <p>The exponentials are computed once, in double, for both the value and the gradient; the
 * gradient's row holds them in between. {@link org.nn4j.api.Kernels#softmax} would be a second
 * pass, because the value alone, which has no buffer, must have the same bits.
 */
@SuppressWarnings("cast") // casts that are needed here are redundant in the float64 twin
final class FloatSoftmaxRow {
  private FloatSoftmaxRow() {}

  /**
   * Returns the row's value and writes its gradient, if there is one.
   *
   * @param scale factor of the gradient
   */
  static double compute(
      SoftmaxLoss loss,
      FloatMatrix logits,
      FloatMatrix target,
      int r,
      @Nullable FloatMatrix gradient,
      double scale) {
    int columns = logits.columns();
    float[] z = logits.array();
    int zFrom = logits.offset() + r * logits.stride();
    float[] g = gradient == null ? null : gradient.array();
    int gFrom = gradient == null ? 0 : gradient.offset() + r * gradient.stride();
    double max = Double.NEGATIVE_INFINITY;
    for (int c = 0; c < columns; c++) {
      max = Math.max(max, z[zFrom + c]);
    }
    double sum = 0;
    for (int c = 0; c < columns; c++) {
      double power = NnMath.exp(z[zFrom + c] - max);
      sum += power;
      if (g != null) {
        g[gFrom + c] = (float) power;
      }
    }
    double logSum = NnMath.log(sum);
    int label = LossBatch.label(loss, logits, target, r);
    float[] t = target.array();
    int tFrom = target.offset() + r * target.stride();
    double mass = 0;
    double cost = 0;
    for (int c = 0; c < columns; c++) {
      double tc = label < 0 ? t[tFrom + c] : c == label ? 1 : 0;
      Probabilities.requireClassTarget(loss, tc, r, c);
      mass += tc;
      cost += tc == 0 ? 0 : loss.cost(tc, z[zFrom + c] - max - logSum);
    }
    for (int c = 0; g != null && c < columns; c++) {
      double tc = label < 0 ? t[tFrom + c] : c == label ? 1 : 0;
      g[gFrom + c] = (float) (scale * (g[gFrom + c] * (mass / sum) - tc));
    }
    return cost;
  }
}
