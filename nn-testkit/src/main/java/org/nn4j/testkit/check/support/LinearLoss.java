package org.nn4j.testkit.check.support;

import org.nn4j.api.ElementwiseLoss;

/**
 * The plainest loss, t·ŷ summed over the columns: its gradient t is whatever a check has to
 * propagate, wherever the outputs are.
 */
public record LinearLoss() implements ElementwiseLoss {

  @Override
  public String name() {
    return "testkit.projection";
  }

  @Override
  public boolean averagesColumns() {
    return false;
  }

  @Override
  public double value(double output, double target) {
    return output * target;
  }

  @Override
  public double derivative(double output, double target) {
    return target;
  }
}
