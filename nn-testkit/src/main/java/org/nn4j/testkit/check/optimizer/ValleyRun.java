package org.nn4j.testkit.check.optimizer;

import org.nn4j.api.FullBatchOptimizer;
import org.nn4j.api.Matrix;
import org.nn4j.api.OptimizerState;
import org.nn4j.api.Precision;
import org.nn4j.testkit.check.support.TestMatrices;

/**
 * A run of an optimizer down Rosenbrock's valley in many dimensions, Σ (1 − θ(i))² + 100(θ(i+1) −
 * θ(i)²)², whose minimum is 0 where all θ are 1.
 */
final class ValleyRun implements FullBatchOptimizer.Objective {
  private final FullBatchOptimizer optimizer;
  private final OptimizerState state;
  private final Matrix parameters;
  private final Matrix gradients;
  private final Matrix hessian;
  private int frozen = -1;
  private double loss;

  ValleyRun(FullBatchOptimizer optimizer, Precision precision, int size) {
    this.optimizer = optimizer;
    this.state = new OptimizerState(optimizer, precision, size);
    this.parameters = TestMatrices.normal(precision, 1, size, 1, 1);
    this.gradients = Matrix.zeros(precision, 1, size);
    this.hessian = Matrix.zeros(Precision.FLOAT64, size, size);
  }

  /** Returns a run that goes on from copies of this one's numbers with another optimizer. */
  ValleyRun continued(FullBatchOptimizer other) {
    ValleyRun run = new ValleyRun(other, parameters.precision(), parameters.columns());
    run.parameters.copyFrom(parameters);
    for (int i = 0; i < state.slots().size(); i++) {
      run.state.slot(i).copyFrom(state.slot(i));
    }
    System.arraycopy(state.scalars(), 0, run.state.scalars(), 0, state.scalars().length);
    return run;
  }

  /** Makes the gradient of an element 0. */
  void freeze(int element) {
    frozen = element;
  }

  void steps(int first, int last) {
    for (int step = first; step <= last; step++) {
      step(step);
    }
  }

  void step(int step) {
    evaluate();
    optimizer.step(this, state, optimizer.lr(), step);
  }

  OptimizerState state() {
    return state;
  }

  @Override
  public Matrix parameters() {
    return parameters;
  }

  @Override
  public Matrix gradients() {
    return gradients;
  }

  @Override
  public double loss() {
    return loss;
  }

  @Override
  public double evaluate() {
    loss = value();
    double carried = 0;
    for (int i = 0; i < parameters.columns(); i++) {
      double x = parameters.get(0, i);
      double own = carried;
      carried = 0;
      if (i + 1 < parameters.columns()) {
        double rest = parameters.get(0, i + 1) - x * x;
        own -= 2 * (1 - x) + 400 * x * rest;
        carried = 200 * rest;
      }
      gradients.set(0, i, i == frozen ? 0 : own);
    }
    return loss;
  }

  @Override
  public Matrix gaussNewton() {
    hessian.fill(0);
    for (int i = 0; i + 1 < parameters.columns(); i++) {
      double x = parameters.get(0, i);
      boolean here = i != frozen;
      boolean next = i + 1 != frozen;
      // Of 1 − θ(i) and 10·(θ(i+1) − θ(i)²).
      add(i, i, here ? 2 + 800 * x * x : 0);
      add(i, i + 1, here && next ? -400 * x : 0);
      add(i + 1, i, here && next ? -400 * x : 0);
      add(i + 1, i + 1, next ? 200 : 0);
    }
    return hessian;
  }

  private void add(int row, int column, double value) {
    hessian.set(row, column, hessian.get(row, column) + value);
  }

  /** Computes the value at the parameters. */
  double value() {
    double sum = 0;
    for (int i = 0; i + 1 < parameters.columns(); i++) {
      double x = parameters.get(0, i);
      double rest = parameters.get(0, i + 1) - x * x;
      sum += (1 - x) * (1 - x) + 100 * rest * rest;
    }
    return sum;
  }
}
