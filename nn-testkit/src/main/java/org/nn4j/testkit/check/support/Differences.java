package org.nn4j.testkit.check.support;

import java.util.function.DoubleUnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Numerical derivatives: central differences of the fourth order, with steps from coarse to fine.
 *
 * <p>Truncation spoils large steps and rounding small ones, so the step that agrees best counts:
 * for a wrong derivative none does. The largest step comes last: only for a function that is large
 * beside its slope does it round less than it truncates.
 */
public final class Differences {
  private static final double[] STEPS = {1e-3, 1e-4, 1e-5, 1e-6, 1e-7, 1e-2};

  /** Below this size the rounding of the function, not its slope, would be measured. */
  private static final double FLOOR = 0.01;

  private static final double TOLERANCE = 1e-6;

  private Differences() {}

  /**
   * A derivative that does not fit: what differences say, from both sides and from either, and how
   * far rounding of the function may move the latter.
   */
  public record Misfit(double central, double left, double right, double rounding) {

    /** Returns whether the function bends sharply here, by more than its rounding. */
    public boolean isKink() {
      double size = Math.max(1, Math.max(Math.abs(left), Math.abs(right)));
      return Math.abs(left - right) > 1e-3 * size + 2 * rounding;
    }

    /** Returns whether a derivative is a fair choice at a kink: between the sides' slopes. */
    public boolean allows(double derivative) {
      double slack = 1e-4 * Math.max(1, Math.max(Math.abs(left), Math.abs(right)));
      return isKink()
          && derivative >= Math.min(left, right) - slack
          && derivative <= Math.max(left, right) + slack;
    }

    @Override
    public String toString() {
      return central + " (central difference)";
    }
  }

  /**
   * Compares a derivative with differences.
   *
   * @return null if it fits, or if the function is not finite here
   */
  public static @Nullable Misfit compare(DoubleUnaryOperator f, double x, double derivative) {
    for (double step : STEPS) {
      if (fits(central(f, x, step * Math.max(1, Math.abs(x))), derivative)) {
        return null;
      }
    }
    double central = central(f, x, 1e-4 * Math.max(1, Math.abs(x)));
    if (!Double.isFinite(central)) {
      return null;
    }
    double h = 1e-7 * Math.max(1, Math.abs(x));
    double here = f.applyAsDouble(x);
    return new Misfit(
        central,
        (here - f.applyAsDouble(x - h)) / h,
        (f.applyAsDouble(x + h) - here) / h,
        0x1p-50 * Math.abs(here) / h);
  }

  private static boolean fits(double numeric, double derivative) {
    double scale = Math.max(FLOOR, Math.max(Math.abs(numeric), Math.abs(derivative)));
    return Math.abs(numeric - derivative) <= TOLERANCE * scale;
  }

  private static double central(DoubleUnaryOperator f, double x, double h) {
    double near = f.applyAsDouble(x + h) - f.applyAsDouble(x - h);
    double far = f.applyAsDouble(x + 2 * h) - f.applyAsDouble(x - 2 * h);
    return (8 * near - far) / (12 * h);
  }
}
