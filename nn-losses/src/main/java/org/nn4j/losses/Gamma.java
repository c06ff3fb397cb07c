package org.nn4j.losses;

import org.nn4j.api.ElementwiseLoss;
import org.nn4j.api.TargetKind;
import org.nn4j.api.math.NnMath;

/**
 * Half the deviance of the gamma distribution without the terms of the target alone, log ŷ + t/ŷ,
 * averaged over rows and columns: for positive amounts whose spread grows with their mean. The
 * derivative is (ŷ − t)/ŷ². scikit-learn's {@code HalfGammaLoss}.
 *
 * <p>Outputs below 1e-12, such as a softplus that underflows, count as that.
 */
public record Gamma() implements ElementwiseLoss {

  @Override
  public String name() {
    return "gamma";
  }

  @Override
  public String description() {
    return "for positive amounts that spread as their mean; reads positive rates (softplus)";
  }

  @Override
  public TargetKind targetKind() {
    return TargetKind.COUNT;
  }

  @Override
  public double value(double output, double target) {
    double rate = Probabilities.denominator(output);
    return NnMath.log(rate) + target / rate;
  }

  @Override
  public double derivative(double output, double target) {
    double rate = Probabilities.denominator(output);
    return (rate - target) / rate / rate;
  }

  @Override
  public void requireDomain(double output, double target, int row, int column) {
    Domain.requireRates(this, output, target, row, column);
    if (target == 0) {
      throw Domain.error(
          this,
          "needs amounts above 0",
          "target",
          target,
          row,
          column,
          "use tweedie where some are 0");
    }
  }
}
