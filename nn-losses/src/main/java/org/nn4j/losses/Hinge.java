package org.nn4j.losses;

import org.nn4j.api.ElementwiseLoss;
import org.nn4j.api.TargetKind;

/**
 * Hinge loss of a score against the label −1 or +1, max(0, 1 − t·ŷ), averaged over rows and
 * columns. At the margin t·ŷ = 1 the derivative is 0.
 */
public record Hinge() implements ElementwiseLoss {

  @Override
  public String name() {
    return "hinge";
  }

  @Override
  public String description() {
    return "margin loss of a score against labels -1 and +1";
  }

  @Override
  public TargetKind targetKind() {
    return TargetKind.SIGN;
  }

  @Override
  public double value(double output, double target) {
    return margin(output, target);
  }

  @Override
  public double derivative(double output, double target) {
    return margin(output, target) > 0 ? -target : 0;
  }

  @Override
  public void requireDomain(double output, double target, int row, int column) {
    Domain.requireSign(this, target, row, column);
  }

  /** Computes by how much the score misses the margin, max(0, 1 − t·ŷ). */
  static double margin(double output, double target) {
    return Math.max(0, 1 - target * output);
  }
}
