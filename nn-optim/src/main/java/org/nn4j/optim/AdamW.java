package org.nn4j.optim;

import org.nn4j.api.Matrix;
import org.nn4j.api.OptimizerState;

/**
 * Adam with decoupled weight decay (Loshchilov, Hutter 2019).
 *
 * <pre>
 * m ← β₁m + (1 − β₁)g,   m̂ = m/(1 − β₁ᵗ)
 * v ← β₂v + (1 − β₂)g²,  v̂ = v/(1 − β₂ᵗ)
 * θ ← (1 − ηλ)·θ − η·m̂/(√v̂ + ε)
 * </pre>
 *
 * <p>t counts steps from 1. The slots are m and v, and with amsgrad also the largest v so far,
 * which replaces v in v̂. Unlike {@link Adam}, where it is 0, λ is 0.01 by default.
 *
 * @param lr base learning rate η, at least 0
 * @param beta1 decay rate of the running mean of gradients, in [0, 1)
 * @param beta2 decay rate of the running mean of squares, in [0, 1)
 * @param eps ε ≥ 0, keeps the quotient finite
 * @param weightDecay λ, at least 0; decoupled from the gradient
 * @param amsgrad whether the largest v so far replaces v
 */
public record AdamW(
    double lr, double beta1, double beta2, double eps, double weightDecay, boolean amsgrad)
    implements DecayingOptimizer {
  /** Creates the optimizer with PyTorch's defaults. */
  public AdamW() {
    this(0.001, 0.9, 0.999, 1e-8, 0.01, false);
  }

  /**
   * Creates the optimizer.
   *
   * @throws IllegalArgumentException if one is out of range
   */
  public AdamW {
    AdamStep.check(lr, beta1, beta2, eps, weightDecay);
  }

  /**
   * Returns a copy with another base learning rate.
   *
   * @throws IllegalArgumentException if it is out of range
   */
  public AdamW withLr(double newLr) {
    return new AdamW(newLr, beta1, beta2, eps, weightDecay, amsgrad);
  }

  /**
   * Returns a copy with another decay rate of the mean of gradients.
   *
   * @throws IllegalArgumentException if it is out of range
   */
  public AdamW withBeta1(double newBeta1) {
    return new AdamW(lr, newBeta1, beta2, eps, weightDecay, amsgrad);
  }

  /**
   * Returns a copy with another decay rate of the mean of squares.
   *
   * @throws IllegalArgumentException if it is out of range
   */
  public AdamW withBeta2(double newBeta2) {
    return new AdamW(lr, beta1, newBeta2, eps, weightDecay, amsgrad);
  }

  /**
   * Returns a copy with another ε.
   *
   * @throws IllegalArgumentException if it is out of range
   */
  public AdamW withEps(double newEps) {
    return new AdamW(lr, beta1, beta2, newEps, weightDecay, amsgrad);
  }

  /**
   * Returns a copy with another weight decay.
   *
   * @throws IllegalArgumentException if it is out of range
   */
  public AdamW withWeightDecay(double newWeightDecay) {
    return new AdamW(lr, beta1, beta2, eps, newWeightDecay, amsgrad);
  }

  /** Returns a copy with AMSGrad's bound, or without. */
  public AdamW withAmsgrad(boolean newAmsgrad) {
    return new AdamW(lr, beta1, beta2, eps, weightDecay, newAmsgrad);
  }

  @Override
  public String name() {
    return "adamw";
  }

  @Override
  public String description() {
    return "adam with decoupled weight decay";
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
    AdamStep adam = AdamStep.of(beta1, beta2, eps, 0);
    adam.keep = 1 - rate * (weightDecay * decayFactor);
    adam.correctBias(rate, step);
    if (amsgrad) {
      adam.updateWithMaximum(parameters, gradients, state, from, to);
    } else {
      adam.update(parameters, gradients, state, from, to);
    }
  }
}
