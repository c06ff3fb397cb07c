package org.nn4j.optim;

import org.nn4j.api.Checks;
import org.nn4j.api.Matrix;
import org.nn4j.api.Optimizer;
import org.nn4j.api.OptimizerState;
import org.nn4j.api.Precision;

/**
 * FTRL-Proximal, "follow the regularized leader": AdaGrad whose L1 penalty makes parameters exactly
 * 0 (McMahan et al. 2013, "Ad click prediction: a view from the trenches", algorithm 1; Ftrl in
 * Keras).
 *
 * <pre>
 * n' = n + g²
 * σ = (β + √n')/η' − (β + √n)/η
 * z ← z + g − σθ
 * θ ← −(z − sign(z)·λ₁)/((β + √n')/η' + λ₂) where |z| &gt; λ₁, else 0
 * </pre>
 *
 * <p>η is the rate of the step before, so that a schedule shortens steps and nothing else; Keras
 * takes η' in both places, which are the same for a constant rate. The slots are n and z. Before
 * the first step z is set so that θ is what it is, because a network cannot start from zeros; the
 * penalties pull from there. A parameter whose gradient is 0 stays as it is. λ₂ is twice the {@code
 * l2_regularization_strength} of Keras. The scalars are the last rate above 0 and η'/η.
 *
 * @param lr base learning rate η, at least 0
 * @param beta β, at least 0; makes the first steps shorter
 * @param l1 λ₁, at least 0
 * @param l2 λ₂, at least 0
 * @param initialAccumulator n before the first step, above 0
 */
public record Ftrl(double lr, double beta, double l1, double l2, double initialAccumulator)
    implements Optimizer {
  /** Creates the optimizer with Keras's defaults, but the rate of adagrad. */
  public Ftrl() {
    this(0.01, 0, 0, 0, 0.1);
  }

  /**
   * Creates the optimizer.
   *
   * @throws IllegalArgumentException if one is out of range
   */
  public Ftrl {
    Checks.nonNegative("lr", lr);
    Checks.nonNegative("beta", beta);
    Checks.nonNegative("l1", l1);
    Checks.nonNegative("l2", l2);
    Checks.positive("initial_accumulator", initialAccumulator);
  }

  @Override
  public String name() {
    return "ftrl";
  }

  @Override
  public String description() {
    return "adagrad with an l1 penalty that makes parameters exactly 0";
  }

  @Override
  public int stateSlots() {
    return 2;
  }

  @Override
  public int stateScalars() {
    return 2;
  }

  @Override
  public void beginStep(OptimizerState state, double rate, long step) {
    if (step == 1) {
      state.slot(0).fill(initialAccumulator);
    }
    if (rate > 0) {
      double[] scalars = state.scalars();
      scalars[1] = scalars[0] == 0 ? 0 : rate / scalars[0];
      scalars[0] = rate;
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
      long step) {
    if (parameters.precision() == Precision.FLOAT32) {
      FloatFtrl.update(parameters, gradients, state, from, to, rate, this);
    } else {
      DoubleFtrl.update(parameters, gradients, state, from, to, rate, this);
    }
  }
}
