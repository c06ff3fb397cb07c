package org.nn4j.optim;

import org.nn4j.api.AveragingOptimizer;
import org.nn4j.api.Checks;
import org.nn4j.api.Matrix;
import org.nn4j.api.OptimizerState;
import org.nn4j.api.Precision;

/**
 * Averaged stochastic gradient descent: a falling rate, and evaluation at the mean of the points
 * after step t₀ (Polyak, Juditsky 1992, "Acceleration of stochastic approximation by averaging";
 * ASGD in PyTorch).
 *
 * <pre>
 * ηₜ = η/(1 + λ·η₀·(t − 1))^α
 * θ ← (1 − λ·ηₜ)·θ − ηₜ·(g + wθ)
 * ax ← ax + μₜ·(θ − ax),  μₜ = 1/max(1, t − 1 − t₀)
 * </pre>
 *
 * <p>t counts steps from 1, η₀ is the base rate. Before step t₀ + 3 the average is θ. The slot is
 * ax; the scalars are ηₜ/η and μₜ. Factors of the weight decay that parameters have are of w alone,
 * since λ belongs to the fall of the rate.
 *
 * @param lr base learning rate η₀, at least 0
 * @param lambd λ, at least 0; how fast the rate falls, and a decay
 * @param alpha α, at least 0; the power by which the rate falls
 * @param t0 t₀, at least 0, the step after which to average
 * @param weightDecay w, at least 0; part of the gradient
 */
public record Asgd(double lr, double lambd, double alpha, double t0, double weightDecay)
    implements AveragingOptimizer, DecayingOptimizer {
  /**
   * Creates the optimizer with PyTorch's defaults, so that programs that come from there get the
   * same numbers: an average after a million steps. For one of the last half of a run set t₀ to
   * half of its steps.
   */
  public Asgd() {
    this(0.01, 1e-4, 0.75, 1e6, 0);
  }

  /**
   * Creates the optimizer.
   *
   * @throws IllegalArgumentException if one is out of range
   */
  public Asgd {
    Checks.nonNegative("lr", lr);
    Checks.nonNegative("lambd", lambd);
    Checks.nonNegative("alpha", alpha);
    Checks.nonNegative("t0", t0);
    Checks.nonNegative("weight_decay", weightDecay);
  }

  @Override
  public String name() {
    return "asgd";
  }

  @Override
  public String description() {
    return "gradient descent at a falling rate, evaluated at the mean after step t0";
  }

  @Override
  public int stateSlots() {
    return 1;
  }

  @Override
  public int stateScalars() {
    return 2;
  }

  @Override
  public int averageSlot() {
    return 0;
  }

  @Override
  public double averageShare(OptimizerState state) {
    return state.scalars()[1];
  }

  @Override
  public void beginStep(OptimizerState state, double rate, long step) {
    state.scalars()[0] = 1 / Curves.power(1 + lambd * lr * (step - 1), alpha);
    state.scalars()[1] = 1 / Math.max(1, step - 1 - t0);
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
    double fallen = rate * state.scalars()[0];
    double share = state.scalars()[1];
    double decay = weightDecay * decayFactor;
    if (parameters.precision() == Precision.FLOAT32) {
      FloatAveraging.asgd(
          parameters, gradients, state, from, to, fallen, 1 - lambd * fallen, decay, share);
    } else {
      DoubleAveraging.asgd(
          parameters, gradients, state, from, to, fallen, 1 - lambd * fallen, decay, share);
    }
  }
}
