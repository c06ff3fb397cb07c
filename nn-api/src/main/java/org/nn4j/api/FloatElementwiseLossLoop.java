package org.nn4j.api;

import org.jspecify.annotations.Nullable;

/** The loop around an element-wise loss' scalars, with the gradient or without. */
@SuppressWarnings("cast") // casts that are needed here are redundant in the float64 twin
final class FloatElementwiseLossLoop {
  private FloatElementwiseLossLoop() {}

  /** Returns Σ wᵢ·ℓᵢ and writes its gradient, divided by {@code divisor}, if there is one. */
  static double sum(
      ElementwiseLoss loss,
      FloatMatrix output,
      FloatMatrix target,
      @Nullable Matrix weights,
      @Nullable FloatMatrix gradient,
      double divisor) {
    float[] g = gradient == null ? null : gradient.array();
    double sum = 0;
    for (int r = 0; r < output.rows(); r++) {
      double weight = LossBatch.weight(weights, r);
      if (weight == 0) {
        LossBatch.clearRow(gradient, r);
        continue;
      }
      int label = LossBatch.label(loss, output, target, r);
      int yFrom = output.offset() + r * output.stride();
      int tFrom = target.offset() + r * target.stride();
      int gFrom = gradient == null ? 0 : gradient.offset() + r * gradient.stride();
      double row = 0;
      for (int c = 0; c < output.columns(); c++) {
        double y = output.array()[yFrom + c];
        double t = label < 0 ? target.array()[tFrom + c] : c == label ? 1 : 0;
        loss.requireDomain(y, t, r, c);
        row += loss.value(y, t);
        if (g != null) {
          g[gFrom + c] = (float) (weight / divisor * loss.derivative(y, t));
        }
      }
      sum += weight * row;
    }
    return sum;
  }
}
