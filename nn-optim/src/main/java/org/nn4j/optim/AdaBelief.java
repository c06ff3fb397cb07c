package org.nn4j.optim;

import org.nn4j.api.Matrix;
import org.nn4j.api.OptimizerState;
import org.nn4j.api.Precision;

/**
 * AdaBelief: Adam, divided by how far gradients are from their running mean rather than from 0, so
 * that steps are long where gradients agree (Zhuang et al. 2020, "AdaBelief optimizer: adapting
 * stepsizes by the belief in observed gradients", algorithm 2, with decoupled weight decay).
 *
 * <pre>
 * m ← β₁m + (1 − β₁)g,             m̂ = m/(1 − β₁ᵗ)
 * s ← β₂s + (1 − β₂)(g − m)² + ε,  ŝ = s/(1 − β₂ᵗ)
 * θ ← θ − η·(m̂/(√ŝ + ε) + λθ)
 * </pre>
 *
 * <p>t counts steps from 1. The slots are m and s.
 *
 * @param lr base learning rate η, at least 0
 * @param beta1 decay rate of the running mean of gradients, in [0, 1)
 * @param beta2 decay rate of the running mean of squared deviations, in [0, 1)
 * @param eps ε ≥ 0, keeps the quotient finite
 * @param weightDecay λ, at least 0; decoupled from the gradient
 */
public record AdaBelief(double lr, double beta1, double beta2, double eps, double weightDecay)
    implements DecayingOptimizer {
  /** Creates the optimizer with the defaults of the authors' program. */
  public AdaBelief() {
    this(0.001, 0.9, 0.999, 1e-16, 0);
  }

  /**
   * Creates the optimizer.
   *
   * @throws IllegalArgumentException if one is out of range
   */
  public AdaBelief {
    AdamStep.check(lr, beta1, beta2, eps, weightDecay);
  }

  @Override
  public String name() {
    return "adabelief";
  }

  @Override
  public String description() {
    return "running mean of the gradient over its deviation from it";
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
    AdamStep adam = AdamStep.of(beta1, beta2, eps, 0);
    adam.correctBias(rate, step);
    adam.keep = 1 - rate * weightDecay * decayFactor;
    if (parameters.precision() == Precision.FLOAT32) {
      FloatAdaBelief.update(parameters, gradients, state, from, to, adam);
    } else {
      DoubleAdaBelief.update(parameters, gradients, state, from, to, adam);
    }
  }
}
