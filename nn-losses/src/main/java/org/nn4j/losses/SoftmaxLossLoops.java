package org.nn4j.losses;

import org.jspecify.annotations.Nullable;
import org.nn4j.api.DoubleMatrix;
import org.nn4j.api.FloatMatrix;
import org.nn4j.api.LossBatch;
import org.nn4j.api.Matrix;

/** The loop over rows of the losses over a softmax' logits. */
final class SoftmaxLossLoops {
  private SoftmaxLossLoops() {}

  static double compute(
      SoftmaxLoss loss,
      Matrix logits,
      Matrix target,
      @Nullable Matrix weights,
      @Nullable Matrix gradient) {
    double rows = LossBatch.require(loss, logits, target, weights, gradient);
    double sum = 0;
    for (int r = 0; r < logits.rows(); r++) {
      double weight = LossBatch.weight(weights, r);
      if (weight == 0) {
        LossBatch.clearRow(gradient, r);
      } else if (logits instanceof FloatMatrix z) {
        FloatMatrix g = (FloatMatrix) gradient;
        sum += weight * FloatSoftmaxRow.compute(loss, z, (FloatMatrix) target, r, g, weight / rows);
      } else {
        DoubleMatrix z = (DoubleMatrix) logits;
        DoubleMatrix g = (DoubleMatrix) gradient;
        sum +=
            weight * DoubleSoftmaxRow.compute(loss, z, (DoubleMatrix) target, r, g, weight / rows);
      }
    }
    return sum / rows;
  }
}
