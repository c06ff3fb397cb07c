package org.nn4j.optim;

import org.nn4j.api.Checks;
import org.nn4j.api.Matrix;
import org.nn4j.api.OptimizerState;

/**
 * Adam with Nesterov momentum (Dozat 2016).
 *
 * <pre>
 * μ(t) = β₁·(1 − ½·0.96^(t·momentum_decay)),   M(t) = μ(1)·…·μ(t)
 * d = g + λθ
 * m ← β₁m + (1 − β₁)d
 * v ← β₂v + (1 − β₂)d²,  v̂ = v/(1 − β₂ᵗ)
 * θ ← θ − η·( (1 − μ(t))/(1 − M(t))·d + μ(t+1)/(1 − M(t)·μ(t)·μ(t+1))·m ) / (√v̂ + ε)
 * </pre>
 *
 * <p>t counts steps from 1. The slots are m and v; scalar 0 is M(t). The last product contains μ(t)
 * twice, as in PyTorch up to 1.13, from which the reference data come. Dozat's formula and PyTorch
 * from 2.0 on (its pull request 92699) have M(t)·μ(t+1) there, which lengthens the first steps by
 * some percent.
 *
 * @param lr base learning rate η, at least 0
 * @param beta1 decay rate of the running mean of gradients, in [0, 1)
 * @param beta2 decay rate of the running mean of squares, in [0, 1)
 * @param eps ε ≥ 0, keeps the quotient finite
 * @param weightDecay λ, at least 0; added to the gradient as λθ
 * @param momentumDecay decay of the momentum schedule μ, at least 0
 */
public record Nadam(
    double lr, double beta1, double beta2, double eps, double weightDecay, double momentumDecay)
    implements DecayingOptimizer {
  /** Creates the optimizer with PyTorch's defaults. */
  public Nadam() {
    this(0.002, 0.9, 0.999, 1e-8, 0, 0.004);
  }

  /**
   * Creates the optimizer.
   *
   * @throws IllegalArgumentException if one is out of range
   */
  public Nadam {
    AdamStep.check(lr, beta1, beta2, eps, weightDecay);
    Checks.nonNegative("momentum_decay", momentumDecay);
  }

  @Override
  public String name() {
    return "nadam";
  }

  @Override
  public String description() {
    return "adam with Nesterov momentum";
  }

  @Override
  public int stateSlots() {
    return 2;
  }

  @Override
  public int stateScalars() {
    return 1;
  }

  @Override
  public void beginStep(OptimizerState state, double rate, long step) {
    double[] scalars = state.scalars();
    scalars[0] = momentum(step) * (step == 1 ? 1 : scalars[0]);
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
    double product = state.scalars()[0];
    double present = momentum(step);
    double next = momentum(step + 1);
    AdamStep adam = AdamStep.of(beta1, beta2, eps, weightDecay * decayFactor);
    adam.gradientRate = rate * (1 - present) / (1 - product);
    adam.momentRate = rate * next / (1 - product * present * next);
    adam.rootScale = 1 / Math.sqrt(AdamStep.correction(beta2, step));
    adam.update(parameters, gradients, state, from, to);
  }

  /** Returns μ(t). */
  private double momentum(long step) {
    return beta1 * (1 - 0.5 * Curves.power(0.96, step * momentumDecay));
  }
}
