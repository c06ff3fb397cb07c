package org.nn4j.api;

import org.jspecify.annotations.Nullable;

/** The loops around an element-wise loss' scalars, with the gradient or without. */
final class ElementwiseLossLoops {
  private ElementwiseLossLoops() {}

  static double compute(
      ElementwiseLoss loss,
      Matrix output,
      Matrix target,
      @Nullable Matrix weights,
      @Nullable Matrix gradient) {
    double rows = LossBatch.require(loss, output, target, weights, gradient);
    double divisor = loss.averagesColumns() ? rows * output.columns() : rows;
    double sum =
        output instanceof FloatMatrix y
            ? sum(loss, y, (FloatMatrix) target, weights, (FloatMatrix) gradient, divisor)
            : sum(
                loss,
                (DoubleMatrix) output,
                (DoubleMatrix) target,
                weights,
                (DoubleMatrix) gradient,
                divisor);
    return sum / divisor;
  }

  private static double sum(
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

  private static double sum(
      ElementwiseLoss loss,
      DoubleMatrix output,
      DoubleMatrix target,
      @Nullable Matrix weights,
      @Nullable DoubleMatrix gradient,
      double divisor) {
    double[] g = gradient == null ? null : gradient.array();
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
          g[gFrom + c] = weight / divisor * loss.derivative(y, t);
        }
      }
      sum += weight * row;
    }
    return sum;
  }
}
