package @package@;

import org.nn4j.api.Checks;
import org.nn4j.api.ElementwiseLoss;

/**
 * The expectile loss, averaged over rows and columns: w·(ŷ − t)² with w = τ where the output is too
 * small and w = 1 − τ where it is too large. Its derivative is 2·w·(ŷ − t).
 *
 * @param tau τ, at least 0 and below 1; above 0.5 it is worse to predict too little
 */
public record @class@(double tau) implements ElementwiseLoss {

  /** Takes τ = 0.8. */
  public @class@() {
    this(0.8);
  }

  /**
   * Checks τ.
   *
   * @throws IllegalArgumentException if it is out of range
   */
  public @class@ {
    Checks.inRange("tau", tau, 0, 1);
  }

  @Override
  public String name() {
    return "@name@";
  }

  @Override
  public String description() {
    return "tau*(y - t)^2 below the target, (1 - tau)*(y - t)^2 above";
  }

  @Override
  public double value(double output, double target) {
    double error = output - target;
    return weight(error) * error * error;
  }

  @Override
  public double derivative(double output, double target) {
    double error = output - target;
    return 2 * weight(error) * error;
  }

  private double weight(double error) {
    return error < 0 ? tau : 1 - tau;
  }
}
