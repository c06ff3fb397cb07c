package org.nn4j.optim;

import org.nn4j.api.Checks;
import org.nn4j.api.Matrix;
import org.nn4j.api.Optimizer;
import org.nn4j.api.OptimizerState;
import org.nn4j.api.Precision;

/**
 * Resilient back-propagation: each parameter has a step size of its own, which grows while the
 * gradient keeps its sign and shrinks when the sign changes (Riedmiller, Braun 1993). For full
 * batches: the signs of noisy gradients say little.
 *
 * <pre>
 * g·g' &gt; 0:  s ← min(s·η⁺, step_max)
 * g·g' &lt; 0:  s ← max(s·η⁻, step_min),  g ← 0
 * θ ← θ − sign(g)·s,  g' ← g
 * </pre>
 *
 * <p>The slots are g', the previous gradient, and s, which is the learning rate before the first
 * step; later rates have no effect.
 *
 * @param lr initial step size, at least 0
 * @param etaMinus η⁻, between 0 and 1
 * @param etaPlus η⁺, above 1
 * @param stepMin minimum step size, at least 0
 * @param stepMax maximum step size, at least {@code stepMin}
 */
public record Rprop(double lr, double etaMinus, double etaPlus, double stepMin, double stepMax)
    implements Optimizer {
  /** Creates the optimizer with PyTorch's defaults. */
  public Rprop() {
    this(0.01, 0.5, 1.2, 1e-6, 50);
  }

  /**
   * Creates the optimizer.
   *
   * @throws IllegalArgumentException if one is out of range
   */
  public Rprop {
    Checks.nonNegative("lr", lr);
    Checks.positive("eta_minus", etaMinus);
    Checks.inRange("eta_minus", etaMinus, 0, 1);
    Checks.finite("eta_plus", etaPlus);
    Checks.nonNegative("step_min", stepMin);
    Checks.nonNegative("step_max", stepMax);
    if (etaPlus <= 1) {
      throw new IllegalArgumentException("eta_plus must be above 1 but is " + etaPlus);
    }
    if (stepMin > stepMax) {
      throw new IllegalArgumentException(
          "step_min must not exceed step_max but they are " + stepMin + " and " + stepMax);
    }
  }

  @Override
  public String name() {
    return "rprop";
  }

  @Override
  public String description() {
    return "step sizes from the signs of successive gradients";
  }

  @Override
  public int stateSlots() {
    return 2;
  }

  @Override
  public void beginStep(OptimizerState state, double rate, long step) {
    if (step == 1) {
      state.slot(1).fill(rate);
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
      FloatRprop.update(parameters, gradients, state, from, to, this);
    } else {
      DoubleRprop.update(parameters, gradients, state, from, to, this);
    }
  }
}
