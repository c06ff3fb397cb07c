package org.nn4j.losses;

import org.nn4j.api.ElementwiseLoss;
import org.nn4j.api.TargetKind;

/**
 * Squared hinge loss of a score against the label −1 or +1, max(0, 1 − t·ŷ)², averaged over rows
 * and columns; unlike {@link Hinge} it has a continuous derivative.
 */
public record SquaredHinge() implements ElementwiseLoss {

  @Override
  public String name() {
    return "squared_hinge";
  }

  @Override
  public String description() {
    return "squared margin loss of a score against labels -1 and +1";
  }

  @Override
  public TargetKind targetKind() {
    return TargetKind.SIGN;
  }

  @Override
  public double value(double output, double target) {
    double margin = Hinge.margin(output, target);
    return margin * margin;
  }

  @Override
  public double derivative(double output, double target) {
    return -2 * target * Hinge.margin(output, target);
  }

  @Override
  public void requireDomain(double output, double target, int row, int column) {
    Domain.requireSign(this, target, row, column);
  }
}
