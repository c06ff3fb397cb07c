package org.nn4j.optim;

import org.nn4j.api.Matrix;
import org.nn4j.api.OptimizerState;

/**
 * Adam (Kingma, Ba 2015), optionally with AMSGrad's bound (Reddi, Kale, Kumar 2018).
 *
 * <pre>
 * d = g + λθ
 * m ← β₁m + (1 − β₁)d,   m̂ = m/(1 − β₁ᵗ)
 * v ← β₂v + (1 − β₂)d²,  v̂ = v/(1 − β₂ᵗ)
 * θ ← θ − η·m̂/(√v̂ + ε)
 * </pre>
 *
 * <p>t counts steps from 1. The slots are m and v, and with amsgrad also the largest v so far,
 * which replaces v in v̂. For weight decay that is not scaled by the moments see {@link AdamW}.
 *
 * @param lr base learning rate η, at least 0
 * @param beta1 decay rate of the running mean of gradients, in [0, 1)
 * @param beta2 decay rate of the running mean of squares, in [0, 1)
 * @param eps ε ≥ 0, keeps the quotient finite
 * @param weightDecay λ, at least 0; added to the gradient as λθ
 * @param amsgrad whether the largest v so far replaces v
 */
public record Adam(
    double lr, double beta1, double beta2, double eps, double weightDecay, boolean amsgrad)
    implements DecayingOptimizer {
  /** Creates the optimizer with PyTorch's defaults. */
  public Adam() {
    this(0.001, 0.9, 0.999, 1e-8, 0, false);
  }

  /**
   * Creates the optimizer.
   *
   * @throws IllegalArgumentException if one is out of range
   */
  public Adam {
    AdamStep.check(lr, beta1, beta2, eps, weightDecay);
  }

  /**
   * Returns a copy with another base learning rate.
   *
   * @throws IllegalArgumentException if it is out of range
   */
  public Adam withLr(double newLr) {
    return new Adam(newLr, beta1, beta2, eps, weightDecay, amsgrad);
  }

  /**
   * Returns a copy with another decay rate of the mean of gradients.
   *
   * @throws IllegalArgumentException if it is out of range
   */
  public Adam withBeta1(double newBeta1) {
    return new Adam(lr, newBeta1, beta2, eps, weightDecay, amsgrad);
  }

  /**
   * Returns a copy with another decay rate of the mean of squares.
   *
   * @throws IllegalArgumentException if it is out of range
   */
  public Adam withBeta2(double newBeta2) {
    return new Adam(lr, beta1, newBeta2, eps, weightDecay, amsgrad);
  }

  /**
   * Returns a copy with another ε.
   *
   * @throws IllegalArgumentException if it is out of range
   */
  public Adam withEps(double newEps) {
    return new Adam(lr, beta1, beta2, newEps, weightDecay, amsgrad);
  }

  /**
   * Returns a copy with another weight decay.
   *
   * @throws IllegalArgumentException if it is out of range
   */
  public Adam withWeightDecay(double newWeightDecay) {
    return new Adam(lr, beta1, beta2, eps, newWeightDecay, amsgrad);
  }

  /** Returns a copy with AMSGrad's bound, or without. */
  public Adam withAmsgrad(boolean newAmsgrad) {
    return new Adam(lr, beta1, beta2, eps, weightDecay, newAmsgrad);
  }

  @Override
  public String name() {
    return "adam";
  }

  @Override
  public String description() {
    return "running means of the gradient and its square";
  }

  @Override
  public int stateSlots() {
    return amsgrad ? 3 : 2;
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
    AdamStep adam = AdamStep.of(beta1, beta2, eps, weightDecay * decayFactor);
    adam.correctBias(rate, step);
    if (amsgrad) {
      adam.updateWithMaximum(parameters, gradients, state, from, to);
    } else {
      adam.update(parameters, gradients, state, from, to);
    }
  }
}
