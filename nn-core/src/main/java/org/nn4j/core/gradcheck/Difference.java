package org.nn4j.core.gradcheck;

import org.nn4j.core.training.DifferentiableFunction;

/** Finite-difference approximations of a partial derivative with step h. */
public enum Difference {
  /** (f(x+h) − f(x))/h; error of order h. */
  FORWARD {
    @Override
    double derivative(DifferentiableFunction f, double[] x, int i, double h) {
      return slope(f, x, i, 0, h);
    }
  },
  /** (f(x) − f(x−h))/h; error of order h. */
  BACKWARD {
    @Override
    double derivative(DifferentiableFunction f, double[] x, int i, double h) {
      return slope(f, x, i, -h, 0);
    }
  },
  /** (f(x+h) − f(x−h))/(2h); error of order h². */
  CENTRAL {
    @Override
    double derivative(DifferentiableFunction f, double[] x, int i, double h) {
      return slope(f, x, i, -h, h);
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

  /**
   * (4·D(h) − D(2h))/3 of the central difference D: the term h²·f'''/6 of its error cancels, and
   * h⁴·f⁽⁵⁾/30 remains (Richardson).
   */
  static double extrapolated(DifferentiableFunction f, double[] x, int i, double h) {
    return (4 * CENTRAL.derivative(f, x, i, h) - CENTRAL.derivative(f, x, i, 2 * h)) / 3;
  }

  /** Divides by the distance of the rounded points, not by the nominal one. */
  private static double slope(
      DifferentiableFunction f, double[] x, int i, double below, double above) {
    double saved = x[i];
    double low = saved + below;
    double high = saved + above;
    x[i] = high;
    double rise = f.value(x);
    x[i] = low;
    rise -= f.value(x);
    x[i] = saved;
    return rise / (high - low);
  }
}
