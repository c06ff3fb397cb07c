package org.nn4j.losses;

import org.jspecify.annotations.Nullable;
import org.nn4j.api.Kernels;
import org.nn4j.api.Loss;
import org.nn4j.api.LossBatch;
import org.nn4j.api.Matrix;

/** A loss that mixes a row's columns, defined by what one row costs. */
interface RowLoss extends Loss {

  /**
   * Returns a row's loss and, if there is a gradient, sets its row to {@code scale} times the
   * slopes.
   */
  double row(Matrix output, Matrix target, int row, @Nullable Matrix gradient, double scale);

  /** Returns what the sum over rows and its gradient are divided by: N by default. */
  default double divisor(double rows, int columns) {
    return rows;
  }

  @Override
  default double value(Matrix output, Matrix target, @Nullable Matrix weights, Kernels kernels) {
    return compute(output, target, weights, null);
  }

  @Override
  default double gradient(
      Matrix output, Matrix target, @Nullable Matrix weights, Matrix gradient, Kernels kernels) {
    return compute(output, target, weights, gradient);
  }

  private double compute(
      Matrix output, Matrix target, @Nullable Matrix weights, @Nullable Matrix gradient) {
    double rows = LossBatch.require(this, output, target, weights, gradient);
    double divisor = divisor(rows, output.columns());
    double sum = 0;
    for (int r = 0; r < output.rows(); r++) {
      double weight = LossBatch.weight(weights, r);
      if (weight == 0) {
        LossBatch.clearRow(gradient, r);
      } else {
        sum += weight * row(output, target, r, gradient, weight / divisor);
      }
    }
    return sum / divisor;
  }
}
