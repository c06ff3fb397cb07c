package org.nn4j.core.gradcheck;

import org.nn4j.core.training.DifferentiableFunction;

/**
 * A partial derivative from the difference whose own error is least.
 *
 * @param value the derivative
 * @param uncertainty an error bound: the change when the step is divided by ten, which shows
 *     truncation and kinks as far as rounding at that step allows
 */
record Estimate(double value, double uncertainty) {
  private static final double[] STEPS = {1000, 100, 10, 1, 0.1, 0.01};

  /**
   * ε of the rounding ε·|f|/h of a difference: four times the spacing of float64. Sums of many
   * terms seldom round by more, for their roundings partly cancel; a loss of 32 rows stays below a
   * tenth of the spacing. More is lost if targets nearly cancel outputs that are far greater than
   * the difference.
   */
  private static final double EPSILON = 0x1p-50;

  /** Returns what rounding may add to a difference of values of that size. */
  static double rounding(double size, double h) {
    return EPSILON * size / h;
  }

  /**
   * Estimates a derivative.
   *
   * @param size |f(x)|
   * @param step the step where f is of size 1
   */
  static Estimate of(DifferentiableFunction f, double[] x, int i, double size, double step) {
    Estimate best = new Estimate(Double.NaN, Double.POSITIVE_INFINITY);
    double wider = Double.NaN;
    for (double factor : STEPS) {
      double h = factor * step;
      double value = Difference.extrapolated(f, x, i, h);
      double error = Math.abs(wider - value) + rounding(size, h);
      best = error < best.uncertainty ? new Estimate(wider, error) : best;
      wider = value;
    }
    return best;
  }
}
