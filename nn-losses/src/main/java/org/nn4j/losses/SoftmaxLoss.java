package org.nn4j.losses;

import org.jspecify.annotations.Nullable;
import org.nn4j.api.DoubleMatrix;
import org.nn4j.api.FloatMatrix;
import org.nn4j.api.Kernels;
import org.nn4j.api.Loss;
import org.nn4j.api.LossBatch;
import org.nn4j.api.Matrix;
import org.nn4j.api.OutputLink;
import org.nn4j.api.TargetKind;

/**
 * A loss Σₖ c(tₖ, log pₖ) a row over p = softmax(z), averaged over the rows, with ∂c/∂(log p) = −t.
 *
 * <p>The gradient with respect to the logits is p·Σₖtₖ − t: p − t for targets that sum to 1.
 */
interface SoftmaxLoss extends Loss {

  /** Computes c(t, log p) for t &gt; 0; c(0, log p) is 0. */
  double cost(double target, double logProbability);

  @Override
  default OutputLink appliedLink() {
    return OutputLink.SOFTMAX;
  }

  @Override
  default TargetKind targetKind() {
    return TargetKind.DISTRIBUTION;
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
      Matrix logits, Matrix target, @Nullable Matrix weights, @Nullable Matrix gradient) {
    double rows = LossBatch.require(this, logits, target, weights, gradient);
    double sum = 0;
    for (int r = 0; r < logits.rows(); r++) {
      double weight = LossBatch.weight(weights, r);
      if (weight == 0) {
        LossBatch.clearRow(gradient, r);
      } else if (logits instanceof FloatMatrix z) {
        FloatMatrix g = (FloatMatrix) gradient;
        sum += weight * FloatSoftmaxRow.compute(this, z, (FloatMatrix) target, r, g, weight / rows);
      } else {
        DoubleMatrix z = (DoubleMatrix) logits;
        DoubleMatrix g = (DoubleMatrix) gradient;
        sum +=
            weight * DoubleSoftmaxRow.compute(this, z, (DoubleMatrix) target, r, g, weight / rows);
      }
    }
    return sum / rows;
  }
}
