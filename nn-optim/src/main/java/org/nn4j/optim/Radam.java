package org.nn4j.optim;

import org.nn4j.api.Matrix;
import org.nn4j.api.OptimizerState;

/**
 * Rectified Adam: Adam without the division by √v while too few gradients have been seen to trust v
 * (Liu et al. 2020).
 *
 * <pre>
 * d = g + λθ
 * m ← β₁m + (1 − β₁)d,   m̂ = m/(1 − β₁ᵗ)
 * v ← β₂v + (1 − β₂)d²
 * ρ∞ = 2/(1 − β₂) − 1,   ρ = ρ∞ − 2t·β₂ᵗ/(1 − β₂ᵗ)
 * r = √( (ρ − 4)(ρ − 2)ρ∞ / ((ρ∞ − 4)(ρ∞ − 2)ρ) )
 * θ ← θ − η·r·m̂·√(1 − β₂ᵗ)/(√v + ε)      if ρ > 5
 * θ ← θ − η·m̂                            otherwise
 * </pre>
 *
 * <p>t counts steps from 1. The slots are m and v.
 *
 * @param lr base learning rate η, at least 0
 * @param beta1 decay rate of the running mean of gradients, in [0, 1)
 * @param beta2 decay rate of the running mean of squares, in [0, 1)
 * @param eps ε ≥ 0, keeps the quotient finite
 * @param weightDecay λ, at least 0; added to the gradient as λθ
 */
public record Radam(double lr, double beta1, double beta2, double eps, double weightDecay)
    implements DecayingOptimizer {
  /** Creates the optimizer with PyTorch's defaults. */
  public Radam() {
    this(0.001, 0.9, 0.999, 1e-8, 0);
  }

  /**
   * Creates the optimizer.
   *
   * @throws IllegalArgumentException if one is out of range
   */
  public Radam {
    AdamStep.check(lr, beta1, beta2, eps, weightDecay);
  }

  @Override
  public String name() {
    return "radam";
  }

  @Override
  public String description() {
    return "adam that holds back while its variance is uncertain";
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
    double correction2 = AdamStep.correction(beta2, step);
    double momentRate = rate / AdamStep.correction(beta1, step);
    double limit = 2 / (1 - beta2) - 1;
    double length = limit - 2 * step * (1 - correction2) / correction2;
    AdamStep adam = AdamStep.of(beta1, beta2, eps, weightDecay * decayFactor);
    if (length > 5) {
      adam.momentRate = momentRate * rectification(length, limit) * Math.sqrt(correction2);
    } else {
      // The denominator is 0·√v + 1.
      adam.momentRate = momentRate;
      adam.rootScale = 0;
      adam.eps = 1;
    }
    adam.update(parameters, gradients, state, from, to);
  }

  private static double rectification(double length, double limit) {
    return Math.sqrt((length - 4) * (length - 2) * limit / ((limit - 4) * (limit - 2) * length));
  }
}
