package org.nn4j.optim;

import org.nn4j.api.Checks;
import org.nn4j.api.DoubleMatrix;
import org.nn4j.api.FullBatchOptimizer;
import org.nn4j.api.Matrix;
import org.nn4j.api.OptimizerState;

/**
 * Levenberg–Marquardt, between Gauss–Newton and gradient descent, for squared errors and networks
 * of up to a few thousand parameters, which it trains in few steps (Hagan and Menhaj, "Training
 * feedforward networks with the Marquardt algorithm", 1994; trainlm in MATLAB).
 *
 * <pre>
 * (H + μI)·δ = −g,   H = Σ c·j·jᵀ, the Gauss–Newton matrix, and g the gradient of the loss
 * θ ← θ + η·δ and μ ← μ·mu_dec            if the loss falls
 * μ ← μ·mu_inc, and again from θ          otherwise
 * </pre>
 *
 * <p>H and g are those of the mean loss, so that μ does not depend on the number of rows. A step
 * costs a backward pass for each output of each row, and P³/3 multiplications for each μ. The slots
 * are θ and g, the scalar is μ.
 *
 * @param lr η, at least 0; 1 by default, the whole step
 * @param mu μ of the first step, above 0; 0.001 by default, as in MATLAB
 * @param muDec what μ is multiplied with after a success, above 0 and below 1; 0.1 by default
 * @param muInc what μ is multiplied with after a failure, above 1; 10 by default
 * @param muMax training ends when μ exceeds it, above 0; 1e10 by default
 * @param toleranceGrad training ends when no gradient is greater, at least 0; 1e-7 by default
 */
public record LevenbergMarquardt(
    double lr, double mu, double muDec, double muInc, double muMax, double toleranceGrad)
    implements FullBatchOptimizer {
  /** Below it μ is nothing beside H. */
  private static final double LEAST_MU = 1e-20;

  /** Creates the optimizer with MATLAB's defaults. */
  public LevenbergMarquardt() {
    this(1, 1e-3, 0.1, 10, 1e10, 1e-7);
  }

  /**
   * Creates the optimizer.
   *
   * @throws IllegalArgumentException if one is out of range
   */
  public LevenbergMarquardt {
    Checks.nonNegative("lr", lr);
    Checks.positive("mu", mu);
    Checks.positive("mu_dec", muDec);
    Checks.inRange("mu_dec", muDec, 0, 1);
    Checks.positive("mu_inc", muInc);
    Checks.positive("mu_max", muMax);
    Checks.nonNegative("tolerance_grad", toleranceGrad);
    if (muInc <= 1) {
      throw new IllegalArgumentException("mu_inc must be above 1 but is " + muInc);
    }
  }

  @Override
  public String name() {
    return "levenberg_marquardt";
  }

  @Override
  public String description() {
    return "damped Gauss-Newton steps for squared errors, over all rows; for small networks";
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
  public boolean step(Objective objective, OptimizerState state, double rate, long step) {
    Matrix parameters = objective.parameters();
    double[] scalars = state.scalars();
    scalars[0] = step == 1 ? mu : scalars[0];
    if (rate == 0) {
      return true;
    }
    if (Vectors.largest(objective.gradients()) <= toleranceGrad) {
      return false;
    }
    Matrix start = state.slot(0);
    Matrix gradient = state.slot(1);
    start.copyFrom(parameters);
    gradient.copyFrom(objective.gradients());
    double before = objective.loss();
    DoubleMatrix matrix = (DoubleMatrix) objective.gaussNewton();
    Cholesky cholesky = Cholesky.ofThread(parameters.columns());
    for (; scalars[0] <= muMax; scalars[0] *= muInc) {
      if (cholesky.factor(matrix, scalars[0])) {
        double[] ahead = cholesky.solve(matrix, gradient);
        for (int i = 0; i < ahead.length; i++) {
          parameters.set(0, i, start.get(0, i) - rate * ahead[i]);
        }
        if (objective.evaluate() < before) {
          scalars[0] = Math.max(LEAST_MU, scalars[0] * muDec);
          return true;
        }
      }
    }
    parameters.copyFrom(start);
    return false;
  }
}
