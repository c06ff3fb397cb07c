package org.nn4j.optim;

import org.nn4j.api.Checks;
import org.nn4j.api.Matrix;
import org.nn4j.api.OptimizerState;
import org.nn4j.api.Precision;

/**
 * What the Adam family shares: running means of the gradient and its square, and a step by them.
 */
final class Moments {
  private Moments() {}

  /** Checks the hyper-parameters that every member has. */
  static void check(double lr, double beta1, double beta2, double eps, double weightDecay) {
    Checks.nonNegative("lr", lr);
    Checks.inRange("beta1", beta1, 0, 1);
    Checks.inRange("beta2", beta2, 0, 1);
    Checks.nonNegative("eps", eps);
    Checks.nonNegative("weight_decay", weightDecay);
  }

  /** Returns 1 − βᵗ, the weight that a running mean of zeros and t numbers gives the numbers. */
  static double correction(double beta, long step) {
    return 1 - Curves.power(beta, step);
  }

  /**
   * Takes a step of Adam or AdamW: {@link #update} with bias-corrected moments, or with the largest
   * v so far (slot 2) in v's place if {@code amsgrad}.
   *
   * @param keep factor of θ, below 1 for decoupled weight decay
   * @param weightDecay λ of the decay that is part of the gradient
   */
  static void adam(
      Matrix parameters,
      Matrix gradients,
      OptimizerState state,
      int from,
      int to,
      double rate,
      long step,
      double keep,
      double weightDecay,
      double beta1,
      double beta2,
      double eps,
      boolean amsgrad) {
    double momentRate = rate / correction(beta1, step);
    double rootScale = 1 / Math.sqrt(correction(beta2, step));
    if (!amsgrad) {
      update(
          parameters,
          gradients,
          state,
          from,
          to,
          keep,
          weightDecay,
          beta1,
          beta2,
          0,
          momentRate,
          rootScale,
          eps);
    } else if (parameters.precision() == Precision.FLOAT32) {
      FloatMoments.updateWithMaximum(
          parameters,
          gradients,
          state,
          from,
          to,
          keep,
          weightDecay,
          beta1,
          beta2,
          momentRate,
          rootScale,
          eps);
    } else {
      DoubleMoments.updateWithMaximum(
          parameters,
          gradients,
          state,
          from,
          to,
          keep,
          weightDecay,
          beta1,
          beta2,
          momentRate,
          rootScale,
          eps);
    }
  }

  /**
   * Computes, with m in slot 0 and v in slot 1:
   *
   * <pre>
   * d = g + λθ
   * m ← β₁m + (1 − β₁)d
   * v ← β₂v + (1 − β₂)d²
   * θ ← keep·θ − (gradientRate·d + momentRate·m) / (rootScale·√v + ε)
   * </pre>
   */
  static void update(
      Matrix parameters,
      Matrix gradients,
      OptimizerState state,
      int from,
      int to,
      double keep,
      double weightDecay,
      double beta1,
      double beta2,
      double gradientRate,
      double momentRate,
      double rootScale,
      double eps) {
    if (parameters.precision() == Precision.FLOAT32) {
      FloatMoments.update(
          parameters,
          gradients,
          state,
          from,
          to,
          keep,
          weightDecay,
          beta1,
          beta2,
          gradientRate,
          momentRate,
          rootScale,
          eps);
    } else {
      DoubleMoments.update(
          parameters,
          gradients,
          state,
          from,
          to,
          keep,
          weightDecay,
          beta1,
          beta2,
          gradientRate,
          momentRate,
          rootScale,
          eps);
    }
  }
}
