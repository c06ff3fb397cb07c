package @package@;

import org.nn4j.api.Checks;
import org.nn4j.api.ElementwiseActivation;

/**
 * The bent identity σ(z) = z + bend·(√(z² + 1) − 1)/2, with σ'(z) = 1 + bend·z/(2·√(z² + 1)).
 *
 * @param bend how much the line bends at 0, at least 0 and below 2; the slope goes from 1 − bend/2
 *     to 1 + bend/2
 */
public record @class@(double bend) implements ElementwiseActivation {

  /** Takes the usual bend, 1. */
  public @class@() {
    this(1);
  }

  /**
   * Checks the bend.
   *
   * @throws IllegalArgumentException if it is out of range
   */
  public @class@ {
    Checks.inRange("bend", bend, 0, 2);
  }

  @Override
  public String name() {
    return "@name@";
  }

  @Override
  public String description() {
    return "z + bend*(sqrt(z^2 + 1) - 1)/2";
  }

  @Override
  public double value(double z) {
    // (√(z² + 1) − 1)/z in a form that neither cancels near 0 nor is ∞ − ∞ far from it.
    double ratio = tilt(z) / (1 + 1 / Math.sqrt(z * z + 1));
    return z * (1 + bend * ratio / 2);
  }

  @Override
  public double derivative(double z, double a) {
    return 1 + bend * tilt(z) / 2;
  }

  /** Returns z/√(z² + 1), which is ±1 at ±∞. */
  private static double tilt(double z) {
    return Math.copySign(1 / Math.sqrt(1 + 1 / (z * z)), z);
  }
}
