package org.nn4j.optim;

import org.nn4j.api.Kernels;
import org.nn4j.api.Matrix;
import org.nn4j.api.MatrixOptimizer;
import org.nn4j.api.OptimizerState;
import org.nn4j.api.ParameterSpec;
import org.nn4j.api.Precision;

/**
 * LAMB: Adam, whose step of each matrix is as long, relative to the matrix, as the rate, so that
 * batches and rates may be large (You et al. 2020, "Large batch optimization for deep learning:
 * training BERT in 76 minutes", algorithm 2 with φ(x) = x).
 *
 * <pre>
 * m ← β₁m + (1 − β₁)g,   m̂ = m/(1 − β₁ᵗ)
 * v ← β₂v + (1 − β₂)g²,  v̂ = v/(1 − β₂ᵗ)
 * u = m̂/(√v̂ + ε) + λθ
 * θ ← θ − η·r·u,  r = ‖θ‖/‖u‖
 * </pre>
 *
 * <p>r is 1 where a norm is 0, and for parameters of one row or column, biases and gains: those
 * start at 0 or 1, which says nothing of how far they have to go, and the authors' program leaves
 * them out too. t counts steps from 1. The slots are m and v.
 *
 * @param lr base learning rate η, at least 0
 * @param beta1 decay rate of the running mean of gradients, in [0, 1)
 * @param beta2 decay rate of the running mean of squares, in [0, 1)
 * @param eps ε ≥ 0, keeps the quotient finite
 * @param weightDecay λ, at least 0
 */
public record Lamb(double lr, double beta1, double beta2, double eps, double weightDecay)
    implements MatrixOptimizer {
  /** Creates the optimizer with the paper's constants, and the rate that timm has. */
  public Lamb() {
    this(0.001, 0.9, 0.999, 1e-6, 0.01);
  }

  /**
   * Creates the optimizer.
   *
   * @throws IllegalArgumentException if one is out of range
   */
  public Lamb {
    AdamStep.check(lr, beta1, beta2, eps, weightDecay);
  }

  @Override
  public String name() {
    return "lamb";
  }

  @Override
  public String description() {
    return "adam, whose steps are as long as a part of each matrix";
  }

  @Override
  public int stateSlots() {
    return 2;
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
        ? new FloatLamb(this, spec, from, parameters, gradients, state)
        : new DoubleLamb(this, spec, from, parameters, gradients, state);
  }
}
