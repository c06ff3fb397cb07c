package org.nn4j.optim;

import org.nn4j.api.Checks;
import org.nn4j.api.Matrix;
import org.nn4j.api.OptimizerState;
import org.nn4j.api.Precision;

/**
 * Adagrad: each parameter's rate shrinks with the sum of its squared gradients (Duchi, Hazan,
 * Singer 2011).
 *
 * <pre>
 * d = g + λθ
 * s ← s + d²                             s = initial_accumulator before the first step
 * θ ← θ − η/(1 + (t − 1)·lr_decay) · d/(√s + ε)
 * </pre>
 *
 * <p>t counts steps from 1. Slot 0 holds s.
 *
 * @param lr base learning rate η, at least 0
 * @param lrDecay decay of the rate over steps, at least 0
 * @param weightDecay λ, at least 0; added to the gradient as λθ
 * @param initialAccumulator initial value of s, at least 0
 * @param eps ε ≥ 0, keeps the quotient finite
 */
public record Adagrad(
    double lr, double lrDecay, double weightDecay, double initialAccumulator, double eps)
    implements DecayingOptimizer {
  /** Creates the optimizer with PyTorch's defaults. */
  public Adagrad() {
    this(0.01, 0, 0, 0, 1e-10);
  }

  /**
   * Creates the optimizer.
   *
   * @throws IllegalArgumentException if one is out of range
   */
  public Adagrad {
    Checks.nonNegative("lr", lr);
    Checks.nonNegative("lr_decay", lrDecay);
    Checks.nonNegative("weight_decay", weightDecay);
    Checks.nonNegative("initial_accumulator", initialAccumulator);
    Checks.nonNegative("eps", eps);
  }

  @Override
  public String name() {
    return "adagrad";
  }

  @Override
  public String description() {
    return "rates that shrink with the sum of squared gradients";
  }

  @Override
  public int stateSlots() {
    return 1;
  }

  @Override
  public void beginStep(OptimizerState state, double rate, long step) {
    if (step == 1) {
      state.slot(0).fill(initialAccumulator);
    }
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
    double decayed = rate / (1 + (step - 1) * lrDecay);
    if (parameters.precision() == Precision.FLOAT32) {
      FloatAdagrad.update(parameters, gradients, state, from, to, decayed, decay, this);
    } else {
      DoubleAdagrad.update(parameters, gradients, state, from, to, decayed, decay, this);
    }
  }
}
