package org.nn4j.optim;

import org.nn4j.api.Checks;
import org.nn4j.api.Matrix;
import org.nn4j.api.OptimizerState;
import org.nn4j.api.Precision;

/**
 * Adadelta: steps in proportion to the ratio of past changes to past gradients (Zeiler 2012).
 *
 * <pre>
 * d = g + λθ
 * s ← ρ·s + (1 − ρ)·d²
 * x = √(u + ε)/√(s + ε) · d
 * u ← ρ·u + (1 − ρ)·x²
 * θ ← θ − η·x
 * </pre>
 *
 * <p>The slots are s and u. The method finds its own step size, hence η = 1 by default.
 *
 * @param lr base learning rate η, at least 0
 * @param rho decay rate ρ of the running means, in [0, 1)
 * @param eps ε ≥ 0, keeps the quotient finite
 * @param weightDecay λ, at least 0; added to the gradient as λθ
 */
public record Adadelta(double lr, double rho, double eps, double weightDecay)
    implements DecayingOptimizer {
  /** Creates the optimizer with PyTorch's defaults. */
  public Adadelta() {
    this(1, 0.9, 1e-6, 0);
  }

  /**
   * Creates the optimizer.
   *
   * @throws IllegalArgumentException if one is out of range
   */
  public Adadelta {
    Checks.nonNegative("lr", lr);
    Checks.inRange("rho", rho, 0, 1);
    Checks.nonNegative("eps", eps);
    Checks.nonNegative("weight_decay", weightDecay);
  }

  @Override
  public String name() {
    return "adadelta";
  }

  @Override
  public String description() {
    return "step sizes from the ratio of past changes to past gradients";
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
    if (parameters.precision() == Precision.FLOAT32) {
      FloatAdadelta.update(parameters, gradients, state, from, to, rate, decay, this);
    } else {
      DoubleAdadelta.update(parameters, gradients, state, from, to, rate, decay, this);
    }
  }
}
