package org.nn4j.optim;

import org.nn4j.api.Checks;
import org.nn4j.api.Matrix;
import org.nn4j.api.OptimizerState;
import org.nn4j.api.Precision;

/**
 * A step of the Adam family, from running means of the gradient and its square. With m in slot 0
 * and v in slot 1:
 *
 * <pre>
 * d = g + λθ
 * m ← β₁m + (1 − β₁)d
 * v ← β₂v + (1 − β₂)d²
 * θ ← keep·θ − (gradientRate·d + momentRate·m) / (rootScale·√v + ε)
 * </pre>
 *
 * <p>Each thread has one instance and sets its coefficients for every step, because a step must not
 * allocate.
 */
final class AdamStep {
  private static final ThreadLocal<AdamStep> OF_THREAD = ThreadLocal.withInitial(AdamStep::new);

  double beta1;
  double beta2;
  double eps;

  /** λ of the decay that is part of the gradient. */
  double weightDecay;

  /** Factor of θ, below 1 for decoupled weight decay. */
  double keep;

  double gradientRate;
  double momentRate;
  double rootScale;

  private AdamStep() {}

  /** Returns the thread's step with these hyper-parameters, both rates 0 and no bias correction. */
  static AdamStep of(double beta1, double beta2, double eps, double weightDecay) {
    AdamStep step = OF_THREAD.get();
    step.beta1 = beta1;
    step.beta2 = beta2;
    step.eps = eps;
    step.weightDecay = weightDecay;
    step.keep = 1;
    step.gradientRate = 0;
    step.momentRate = 0;
    step.rootScale = 1;
    return step;
  }

  /** Sets the coefficients of bias-corrected moments, η·m̂/(√v̂ + ε). */
  void correctBias(double rate, long step) {
    momentRate = rate / correction(beta1, step);
    rootScale = 1 / Math.sqrt(correction(beta2, step));
  }

  /** Checks the hyper-parameters that every member of the family has. */
  static void check(double lr, double beta1, double beta2, double eps, double weightDecay) {
    Checks.nonNegative("lr", lr);
    Checks.inRange("beta1", beta1, 0, 1);
    Checks.inRange("beta2", beta2, 0, 1);
    Checks.nonNegative("eps", eps);
    Checks.nonNegative("weight_decay", weightDecay);
  }

  /** Returns 1 − βᵗ, the total weight of t numbers in a running mean that starts at 0. */
  static double correction(double beta, long step) {
    return 1 - Curves.power(beta, step);
  }

  /** Updates a range of the parameters. */
  void update(Matrix parameters, Matrix gradients, OptimizerState state, int from, int to) {
    if (parameters.precision() == Precision.FLOAT32) {
      FloatAdamStep.update(parameters, gradients, state, from, to, this);
    } else {
      DoubleAdamStep.update(parameters, gradients, state, from, to, this);
    }
  }

  /** Updates a range with AMSGrad's largest v so far, slot 2, in place of v, without d. */
  void updateWithMaximum(
      Matrix parameters, Matrix gradients, OptimizerState state, int from, int to) {
    if (parameters.precision() == Precision.FLOAT32) {
      FloatAdamStep.updateWithMaximum(parameters, gradients, state, from, to, this);
    } else {
      DoubleAdamStep.updateWithMaximum(parameters, gradients, state, from, to, this);
    }
  }
}
