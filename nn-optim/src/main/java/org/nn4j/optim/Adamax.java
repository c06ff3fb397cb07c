package org.nn4j.optim;

import org.nn4j.api.Checks;
import org.nn4j.api.Matrix;
import org.nn4j.api.OptimizerState;
import org.nn4j.api.Precision;

/**
 * Adamax: Adam with the decaying maximum of gradients in place of their mean square (Kingma, Ba
 * 2015, section 7.1).
 *
 * <pre>
 * d = g + λθ
 * m ← β₁m + (1 − β₁)d
 * u ← max(β₂u, |d| + ε)
 * θ ← θ − η/(1 − β₁ᵗ) · m/u
 * </pre>
 *
 * <p>t counts steps from 1. The slots are m and u.
 *
 * @param lr base learning rate η, at least 0
 * @param beta1 decay rate of the running mean of gradients, in [0, 1)
 * @param beta2 decay rate of the maximum, in [0, 1)
 * @param eps ε > 0, keeps the quotient finite
 * @param weightDecay λ, at least 0; added to the gradient as λθ
 */
public record Adamax(double lr, double beta1, double beta2, double eps, double weightDecay)
    implements DecayingOptimizer {
  /** Creates the optimizer with PyTorch's defaults. */
  public Adamax() {
    this(0.002, 0.9, 0.999, 1e-8, 0);
  }

  /**
   * Creates the optimizer.
   *
   * @throws IllegalArgumentException if one is out of range
   */
  public Adamax {
    AdamStep.check(lr, beta1, beta2, eps, weightDecay);
    Checks.positive("eps", eps);
  }

  @Override
  public String name() {
    return "adamax";
  }

  @Override
  public String description() {
    return "adam by the greatest gradient instead of the mean square";
  }

  @Override
  public int stateSlots() {
    return 2;
  }

  @Override
  public void update(
      Matrix parameters,
      Matrix gradients,
      OptimizerState state,
      int from,
      int to,
      double rate,
      long step,
      double decayFactor) {
    double decay = weightDecay * decayFactor;
    double corrected = rate / AdamStep.correction(beta1, step);
    if (parameters.precision() == Precision.FLOAT32) {
      FloatAdamax.update(parameters, gradients, state, from, to, corrected, decay, this);
    } else {
      DoubleAdamax.update(parameters, gradients, state, from, to, corrected, decay, this);
    }
  }
}
