package org.nn4j.losses;

import org.nn4j.api.ElementwiseLoss;
import org.nn4j.api.TargetKind;

/**
 * Poisson loss of a predicted rate against a count, ŷ − t·log ŷ, averaged over rows and columns:
 * the negative log-likelihood without the constant term log t!. PyTorch's {@code PoissonNLLLoss}
 * with {@code log_input=False}, without its eps.
 *
 * <p>The derivative is 1 − t/ŷ. Rates are positive, but a softplus that underflows gives 0, so
 * there the logarithm is bounded at −100 and the denominator at 1e-12, as in {@link
 * BinaryCrossEntropy}.
 */
public record Poisson() implements ElementwiseLoss {

  @Override
  public String name() {
    return "poisson";
  }

  @Override
  public String description() {
    return "negative log-likelihood of counts; reads positive rates (softplus)";
  }

  @Override
  public TargetKind targetKind() {
    return TargetKind.COUNT;
  }

  @Override
  public double value(double output, double target) {
    return output - target * Probabilities.log(output);
  }

  @Override
  public double derivative(double output, double target) {
    return 1 - target / Probabilities.denominator(output);
  }

  @Override
  public void requireDomain(double output, double target, int row, int column) {
    Domain.requireRates(this, output, target, row, column);
  }
}
