package org.nn4j.core.gradcheck;

import org.nn4j.core.training.DifferentiableFunction;

/** A function restricted to some of its variables, with the others fixed at a point. */
final class Coordinates implements DifferentiableFunction {
  private final DifferentiableFunction whole;
  private final int[] chosen;
  private final double[] point;
  private final double[] gradient;

  /**
   * Fixes the variables that are not chosen.
   *
   * @param whole the function of all variables
   * @param point where the others stay; kept by reference and changed
   * @param chosen indices of the variables that move
   */
  Coordinates(DifferentiableFunction whole, double[] point, int[] chosen) {
    this.whole = whole;
    this.point = point;
    this.chosen = chosen;
    this.gradient = new double[whole.dimension()];
  }

  /** Returns the chosen variables at the point. */
  double[] start() {
    double[] x = new double[chosen.length];
    for (int i = 0; i < x.length; i++) {
      x[i] = point[chosen[i]];
    }
    return x;
  }

  private void move(double[] x) {
    for (int i = 0; i < x.length; i++) {
      point[chosen[i]] = x[i];
    }
  }

  @Override
  public int dimension() {
    return chosen.length;
  }

  @Override
  public double value(double[] x) {
    move(x);
    return whole.value(point);
  }

  @Override
  public void gradient(double[] x, double[] target) {
    move(x);
    whole.gradient(point, gradient);
    for (int i = 0; i < target.length; i++) {
      target[i] = gradient[chosen[i]];
    }
  }

  @Override
  public String variable(int index) {
    return whole.variable(chosen[index]);
  }

  @Override
  public String group(int index) {
    return whole.group(chosen[index]);
  }
}
