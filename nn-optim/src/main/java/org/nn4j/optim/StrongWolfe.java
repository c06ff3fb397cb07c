package org.nn4j.optim;

import org.nn4j.api.FullBatchOptimizer;
import org.nn4j.api.Matrix;

/**
 * A line search for a step length t with which the strong Wolfe conditions hold for φ(t) = f(x +
 * t·d):
 *
 * <pre>
 * φ(t) ≤ φ(0) + c₁·t·φ'(0)        |φ'(t)| ≤ −c₂·φ'(0),   c₁ = 10⁻⁴, c₂ = 0.9
 * </pre>
 *
 * <p>Nocedal and Wright, "Numerical Optimization", 2nd ed., algorithms 3.5 (lengthen until a
 * bracket holds such a t) and 3.6 (zoom). Trial lengths are minima of cubics through values and
 * slopes, kept away from the bracket's ends as Schmidt's minFunc does and PyTorch after it, so that
 * the lengths are PyTorch's. Values that are not finite count as too high.
 *
 * <p>Each thread has one instance, because a step must not allocate.
 */
final class StrongWolfe {
  private static final double C1 = 1e-4;
  private static final double C2 = 0.9;
  private static final int MOST_EVALUATIONS = 25;

  private static final ThreadLocal<StrongWolfe> OF_THREAD =
      ThreadLocal.withInitial(StrongWolfe::new);

  // The end of the bracket with the lower value, and the other one.
  private double low;
  private double lowValue;
  private double lowSlope;
  private double high;
  private double highValue;
  private double highSlope;

  // Where the objective was evaluated last.
  private double at;
  private double value;
  private double slope;

  private StrongWolfe() {}

  static StrongWolfe ofThread() {
    return OF_THREAD.get();
  }

  /**
   * Searches, and leaves the objective's parameters at x + t·d, evaluated there unless t is 0.
   *
   * @param start x, where the objective was evaluated last; not changed
   * @param direction d
   * @param startSlope φ'(0), below 0
   * @param first the length to try first, above 0
   * @param tolerance least change of a parameter over the bracket to go on zooming
   * @return t; 0 if no lower value was found
   */
  double search(
      FullBatchOptimizer.Objective objective,
      Matrix start,
      Matrix direction,
      double startSlope,
      double first,
      double tolerance) {
    double startValue = objective.loss();
    double least = tolerance / Vectors.largest(direction);
    int evaluations = bracket(objective, start, direction, startValue, startSlope, first);
    boolean nearEnd = false;
    // A bracket whose ends are one is a t with which both conditions hold.
    while (low != high && evaluations < MOST_EVALUATIONS && Math.abs(high - low) >= least) {
      double from = Math.min(low, high);
      double to = Math.max(low, high);
      double t = cubicMinimum(low, lowValue, lowSlope, high, highValue, highSlope, from, to);
      double margin = 0.1 * (to - from);
      boolean near = Math.min(to - t, t - from) < margin;
      if (near && (nearEnd || t >= to || t <= from)) {
        t = to - t < t - from ? to - margin : from + margin;
        near = false;
      }
      nearEnd = near;
      evaluate(objective, start, direction, t);
      evaluations++;
      if (!(value <= startValue + C1 * t * startSlope) || !(value < lowValue)) {
        setHigh(at, value, slope);
      } else if (Math.abs(slope) <= -C2 * startSlope) {
        setHigh(at, value, slope);
        setLow(at, value, slope);
      } else {
        if (slope * (high - low) >= 0) {
          setHigh(low, lowValue, lowSlope);
        }
        setLow(at, value, slope);
      }
    }
    return settle(objective, start, direction, startValue);
  }

  /** Lengthens t until low and high enclose one that is good, or both are it; algorithm 3.5. */
  private int bracket(
      FullBatchOptimizer.Objective objective,
      Matrix start,
      Matrix direction,
      double startValue,
      double startSlope,
      double first) {
    setLow(0, startValue, startSlope);
    double t = first;
    for (int evaluations = 1; ; evaluations++) {
      evaluate(objective, start, direction, t);
      boolean lower = evaluations == 1 || value < lowValue;
      if (!(value <= startValue + C1 * t * startSlope) || !lower) {
        setHigh(at, value, slope);
        return evaluations;
      }
      double before = low;
      double beforeValue = lowValue;
      double beforeSlope = lowSlope;
      setLow(at, value, slope);
      if (Math.abs(slope) <= -C2 * startSlope || evaluations == MOST_EVALUATIONS) {
        setHigh(at, value, slope);
        return evaluations;
      }
      if (slope >= 0) {
        setHigh(before, beforeValue, beforeSlope);
        return evaluations;
      }
      double least = t + 0.01 * (t - before);
      t = cubicMinimum(before, beforeValue, beforeSlope, t, value, slope, least, 10 * t);
    }
  }

  /** Puts the parameters to the lower end, if it is lower than the start. */
  private double settle(
      FullBatchOptimizer.Objective objective, Matrix start, Matrix direction, double startValue) {
    if (low == 0 || !(lowValue <= startValue)) {
      objective.parameters().copyFrom(start);
      return 0;
    }
    if (at != low) {
      evaluate(objective, start, direction, low);
    }
    return low;
  }

  private void evaluate(
      FullBatchOptimizer.Objective objective, Matrix start, Matrix direction, double t) {
    Vectors.sum(start, t, direction, objective.parameters());
    at = t;
    value = objective.evaluate();
    slope = Vectors.dot(objective.gradients(), direction);
  }

  private void setLow(double t, double newValue, double newSlope) {
    low = t;
    lowValue = newValue;
    lowSlope = newSlope;
  }

  private void setHigh(double t, double newValue, double newSlope) {
    high = t;
    highValue = newValue;
    highSlope = newSlope;
  }

  /**
   * Returns the minimum of the cubic through two values and slopes, moved into [least, most]; the
   * middle of that where there is none. Equation (3.59) of Nocedal and Wright.
   */
  static double cubicMinimum(
      double a,
      double aValue,
      double aSlope,
      double b,
      double bValue,
      double bSlope,
      double least,
      double most) {
    boolean ascending = a <= b;
    double x1 = ascending ? a : b;
    double x2 = ascending ? b : a;
    double g1 = ascending ? aSlope : bSlope;
    double g2 = ascending ? bSlope : aSlope;
    double d1 = g1 + g2 - 3 * (aValue - bValue) / (a - b);
    double square = d1 * d1 - g1 * g2;
    double d2 = Math.sqrt(square);
    double minimum = x2 - (x2 - x1) * ((g2 + d2 - d1) / (g2 - g1 + 2 * d2));
    return Double.isFinite(minimum) ? Math.min(Math.max(minimum, least), most) : (least + most) / 2;
  }
}
