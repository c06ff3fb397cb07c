package org.nn4j.losses;

import org.nn4j.api.ElementwiseLoss;
import org.nn4j.api.TargetKind;

/**
 * Half the deviance of Tweedie's compound Poisson distribution without the terms of the target
 * alone, ŷ^(2−p)/(2−p) + t·ŷ^(1−p)/(p−1), averaged over rows and columns: for amounts of which many
 * are 0, such as claims. The derivative is ŷ^(−p)·(ŷ − t). {@link Poisson} is its limit for p → 1
 * and {@link Gamma} for p → 2, but for constants.
 *
 * <p>Outputs below 1e-12, such as a softplus that underflows, count as that.
 *
 * <p>Source: Jørgensen, "Exponential dispersion models", 1987; scikit-learn's {@code
 * HalfTweedieLoss}.
 *
 * @param power p, between 1 and 2; 1.5 by default, as in scikit-learn's tree models
 */
public record Tweedie(double power) implements ElementwiseLoss {

  /** Creates the loss with p = 1.5. */
  public Tweedie() {
    this(1.5);
  }

  /**
   * Checks p.
   *
   * @throws IllegalArgumentException unless it is above 1 and below 2
   */
  public Tweedie {
    if (!(power > 1 && power < 2)) {
      throw new IllegalArgumentException(
          "power must be above 1 and below 2 but is "
              + power
              + "; use poisson for 1 and gamma for 2");
    }
  }

  @Override
  public String name() {
    return "tweedie";
  }

  @Override
  public String description() {
    return "for amounts of which many are 0; reads positive rates (softplus)";
  }

  @Override
  public TargetKind targetKind() {
    return TargetKind.COUNT;
  }

  @Override
  public double value(double output, double target) {
    double rate = Probabilities.denominator(output);
    double falling = Powers.pow(rate, 1 - power);
    return rate * falling / (2 - power) + target * falling / (power - 1);
  }

  @Override
  public double derivative(double output, double target) {
    double rate = Probabilities.denominator(output);
    return Powers.pow(rate, -power) * (rate - target);
  }

  @Override
  public void requireDomain(double output, double target, int row, int column) {
    Domain.requireRates(this, output, target, row, column);
  }
}
