package org.nn4j.optim;

import org.nn4j.api.Checks;
import org.nn4j.api.Kernels;
import org.nn4j.api.Matrix;
import org.nn4j.api.MatrixOptimizer;
import org.nn4j.api.OptimizerState;
import org.nn4j.api.ParameterSpec;
import org.nn4j.api.Precision;

/**
 * Adafactor: gradients over the root of their mean squares, of which a matrix has those of its rows
 * and columns alone; steps are relative to the parameter and bounded (Shazeer, Stern 2018,
 * "Adafactor: adaptive learning rates with sublinear memory cost", algorithms 4 and 5; Adafactor in
 * PyTorch).
 *
 * <pre>
 * βₜ = t^beta2_decay,  ρₜ = min(η, 1/√t)
 * R ← (1 − βₜ)R + βₜ·mean of g² over columns,  C likewise over rows
 * V = R·C/mean(R)                         of a vector its own running mean of g²
 * u = g/√max(V, ε₁²)
 * θ ← (1 − ηλ)·θ − max(ε₂, RMS(θ))·ρₜ·u/max(1, RMS(u)/d)
 * </pre>
 *
 * <p>t counts steps from 1. The slot holds R and then C; since it is as long as the parameters, as
 * all slots are, Adafactor saves less memory here than elsewhere. ε₁ is the distance from 1 to the
 * next number of the precision.
 *
 * @param lr base learning rate η, at least 0; above 1/√t it has no effect
 * @param beta2Decay the power of t, at most 0
 * @param eps2 ε₂, at least 0; the least length of a step, so that zeros learn
 * @param d the bound of RMS(u), above 0
 * @param weightDecay λ, at least 0; decoupled from the gradient
 */
public record Adafactor(double lr, double beta2Decay, double eps2, double d, double weightDecay)
    implements MatrixOptimizer {
  /** Creates the optimizer with PyTorch's defaults. */
  public Adafactor() {
    this(0.01, -0.8, 1e-3, 1, 0);
  }

  /**
   * Creates the optimizer.
   *
   * @throws IllegalArgumentException if one is out of range
   */
  public Adafactor {
    Checks.nonNegative("lr", lr);
    if (!(beta2Decay <= 0 && beta2Decay >= -Double.MAX_VALUE)) {
      throw new IllegalArgumentException(
          "beta2_decay must be a finite number ≤ 0 but is " + beta2Decay);
    }
    Checks.nonNegative("eps2", eps2);
    Checks.positive("d", d);
    Checks.nonNegative("weight_decay", weightDecay);
  }

  @Override
  public String name() {
    return "adafactor";
  }

  @Override
  public String description() {
    return "gradient over mean squares of rows and columns, relative to the parameter";
  }

  @Override
  public int stateSlots() {
    return 1;
  }

  @Override
  public Bound bind(
      ParameterSpec spec,
      int from,
      Matrix parameters,
      Matrix gradients,
      OptimizerState state,
      Kernels kernels) {
    return parameters.precision() == Precision.FLOAT32
        ? new FloatAdafactor(this, spec, from, parameters, gradients, state)
        : new DoubleAdafactor(this, spec, from, parameters, gradients, state);
  }
}
