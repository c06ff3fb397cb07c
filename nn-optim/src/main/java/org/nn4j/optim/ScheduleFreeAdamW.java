package org.nn4j.optim;

import org.nn4j.api.Matrix;
import org.nn4j.api.OptimizerState;
import org.nn4j.api.Precision;

/**
 * Schedule-free AdamW: {@link ScheduleFreeSgd} whose gradients are divided by the root of their
 * running mean square, as Adam's are (Defazio et al. 2024, "The road less scheduled", algorithm 1).
 *
 * <pre>
 * y = (1 − β₁)·z + β₁·x                   where g is taken
 * v ← β₂v + (1 − β₂)g²
 * γₜ = η·√(1 − β₂ᵗ)
 * z ← z − γₜ·(g/(√v + ε) + λy)
 * x ← (1 − c)·x + c·z,  c = γₜ²/Σᵢ₌₁…ₜ γᵢ²
 * </pre>
 *
 * <p>t counts steps from 1. The parameters are y, the slots z, x and v; y, z and x are equal before
 * the first step. The scalars are Σγ² and c. A rate that warms up is left to a schedule.
 *
 * @param lr base learning rate η, at least 0
 * @param beta1 β₁, in [0, 1); how near to the average gradients are taken
 * @param beta2 decay rate of the running mean of squares, in [0, 1)
 * @param eps ε ≥ 0, keeps the quotient finite
 * @param weightDecay λ, at least 0; of y, as the authors recommend
 */
public record ScheduleFreeAdamW(
    double lr, double beta1, double beta2, double eps, double weightDecay) implements ScheduleFree {
  /** Creates the optimizer with the defaults of the authors' program. */
  public ScheduleFreeAdamW() {
    this(0.0025, 0.9, 0.999, 1e-8, 0);
  }

  /**
   * Creates the optimizer.
   *
   * @throws IllegalArgumentException if one is out of range
   */
  public ScheduleFreeAdamW {
    AdamStep.check(lr, beta1, beta2, eps, weightDecay);
  }

  @Override
  public String name() {
    return "schedule_free_adamw";
  }

  @Override
  public String description() {
    return "adamw, evaluated at the average of its way, without a schedule";
  }

  @Override
  public int stateSlots() {
    return 3;
  }

  @Override
  public void beginStep(OptimizerState state, double rate, long step) {
    ScheduleFree.advance(state, rate * root(step));
  }

  private double root(long step) {
    return Math.sqrt(AdamStep.correction(beta2, step));
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
    double gamma = rate * root(step);
    double share = averageShare(state);
    double decay = weightDecay * decayFactor;
    if (parameters.precision() == Precision.FLOAT32) {
      FloatAveraging.scheduleFreeAdamW(
          parameters, gradients, state, from, to, gamma, step == 1, decay, share, this);
    } else {
      DoubleAveraging.scheduleFreeAdamW(
          parameters, gradients, state, from, to, gamma, step == 1, decay, share, this);
    }
  }
}
