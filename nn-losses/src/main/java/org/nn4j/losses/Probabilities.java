package org.nn4j.losses;

import org.nn4j.api.Loss;
import org.nn4j.api.math.NnMath;

/**
 * Bounds at 0 and 1 and domain checks, shared by the losses over probabilities.
 *
 * <p>The bounds are those of PyTorch's {@code BCELoss}: log p is at least −100 and the denominator
 * of a slope at least 1e-12. So everything is finite for p = 0 and 1 in either precision, where an
 * output that rounds to 0 or 1 would otherwise make the loss infinite and, after a saturated
 * activation, the gradient 0·∞ = NaN. The slope is exactly that of the value for 1e-12 ≤ p ≤ 1 −
 * 1e-12; outside, it has the right sign and bounded size.
 */
final class Probabilities {
  private static final double LEAST_LOG = -100;
  private static final double LEAST_DENOMINATOR = 1e-12;

  /** Probabilities may leave [0, 1], and their logarithms exceed 0, by float32 rounding. */
  private static final double TOLERANCE = 1e-6;

  private Probabilities() {}

  static double clamp(double p) {
    return Math.min(Math.max(p, 0), 1);
  }

  static double log(double p) {
    return Math.max(NnMath.log(p), LEAST_LOG);
  }

  /** Computes log(1 − p). */
  static double logComplement(double p) {
    return Math.max(NnMath.log1p(-p), LEAST_LOG);
  }

  static double denominator(double d) {
    return Math.max(d, LEAST_DENOMINATOR);
  }

  /** Computes −t·log p, one class' share of the cross-entropy. */
  static double crossEntropy(double target, double logProbability) {
    return -target * logProbability;
  }

  /** Computes t·(log t − log p), one class' share of the divergence, with 0·log 0 = 0. */
  static double divergence(double target, double logProbability) {
    double logTarget = target > 0 ? NnMath.log(target) : 0;
    return target * (logTarget - logProbability);
  }

  static void requireOutput(Loss loss, double output, int row, int column, String remedy) {
    if (output < -TOLERANCE || output > 1 + TOLERANCE) {
      throw Domain.error(
          loss, "reads probabilities in [0, 1]", "output", output, row, column, remedy);
    }
  }

  static void requireLogOutput(Loss loss, double output, int row, int column, String remedy) {
    if (output > TOLERANCE) {
      throw Domain.error(
          loss, "reads log-probabilities, at most 0,", "output", output, row, column, remedy);
    }
  }

  /** Requires the probability of a label of its own. */
  static void requireLabelTarget(Loss loss, double target, int row, int column) {
    requireTarget(
        loss, target, row, column, "encode labels as 0 and 1, or use mse for other numbers");
  }

  /** Requires the probability of one of several classes. */
  static void requireClassTarget(Loss loss, double target, int row, int column) {
    requireTarget(
        loss,
        target,
        row,
        column,
        "targets are class indices, one-hot rows or probabilities of the classes");
  }

  private static void requireTarget(Loss loss, double target, int row, int column, String remedy) {
    if (!(target >= -TOLERANCE && target <= 1 + TOLERANCE)) {
      throw Domain.error(loss, "needs targets in [0, 1]", "target", target, row, column, remedy);
    }
  }
}
