package org.nn4j.core.gradcheck;

import org.nn4j.core.training.DifferentiableFunction;

/** Finite-difference approximations of a partial derivative with step h. */
public enum Difference {
  /** (f(x+h) − f(x))/h; error of order h. */
  FORWARD {
    @Override
    double derivative(DifferentiableFunction f, double[] x, int i, double h) {
      return (shifted(f, x, i, h) - f.value(x)) / h;
    }
  },
  /** (f(x) − f(x−h))/h; error of order h. */
  BACKWARD {
    @Override
    double derivative(DifferentiableFunction f, double[] x, int i, double h) {
      return (f.value(x) - shifted(f, x, i, -h)) / h;
    }
  },
  /** (f(x+h) − f(x−h))/(2h); error of order h². */
  CENTRAL {
    @Override
    double derivative(DifferentiableFunction f, double[] x, int i, double h) {
      return (shifted(f, x, i, h) - shifted(f, x, i, -h)) / (2 * h);
    }
  };

  abstract double derivative(DifferentiableFunction f, double[] x, int i, double h);

  /**
   * Approximates the gradient.
   *
   * @param x the point; restored before returning
   * @param step h
   */
  public double[] gradient(DifferentiableFunction f, double[] x, double step) {
    double[] gradient = new double[x.length];
    for (int i = 0; i < x.length; i++) {
      gradient[i] = derivative(f, x, i, step);
    }
    return gradient;
  }

  private static double shifted(DifferentiableFunction f, double[] x, int i, double h) {
    double saved = x[i];
    x[i] = saved + h;
    double value = f.value(x);
    x[i] = saved;
    return value;
  }
}
