package org.nn4j.optim;

import org.nn4j.api.Checks;
import org.nn4j.api.Matrix;
import org.nn4j.api.OptimizerState;
import org.nn4j.api.Precision;

/**
 * Lion, evolved sign momentum (Chen et al. 2023, "Symbolic discovery of optimization algorithms",
 * algorithm 2).
 *
 * <pre>
 * c = β₁m + (1 − β₁)g
 * m ← β₂m + (1 − β₂)g
 * θ ← θ − η·(sign(c) + λθ)
 * </pre>
 *
 * <p>Slot 0 holds m. Every parameter moves by η, so the paper advises a rate 3 to 10 times smaller
 * than AdamW's, and a weight decay larger by as much.
 *
 * @param lr base learning rate η, at least 0
 * @param beta1 share of the running mean in the direction c, in [0, 1)
 * @param beta2 decay rate of the running mean m, in [0, 1)
 * @param weightDecay λ, at least 0; decoupled from the gradient
 */
public record Lion(double lr, double beta1, double beta2, double weightDecay)
    implements DecayingOptimizer {
  /** Creates the optimizer with the paper's defaults. */
  public Lion() {
    this(1e-4, 0.9, 0.99, 0);
  }

  /**
   * Creates the optimizer.
   *
   * @throws IllegalArgumentException if one is out of range
   */
  public Lion {
    Checks.nonNegative("lr", lr);
    Checks.inRange("beta1", beta1, 0, 1);
    Checks.inRange("beta2", beta2, 0, 1);
    Checks.nonNegative("weight_decay", weightDecay);
  }

  @Override
  public String name() {
    return "lion";
  }

  @Override
  public String description() {
    return "steps of equal size by the sign of a running mean";
  }

  @Override
  public int stateSlots() {
    return 1;
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
      FloatLion.update(parameters, gradients, state, from, to, rate, decay, this);
    } else {
      DoubleLion.update(parameters, gradients, state, from, to, rate, decay, this);
    }
  }
}
