package org.nn4j.losses;

import org.nn4j.api.ElementwiseLoss;

/**
 * Half the squared error, ½·Σₖ(ŷₖ − tₖ)² a row, averaged over the rows: the quadratic cost of
 * textbooks, whose last delta is (ŷ − t)/N.
 */
public record HalfSquaredError() implements ElementwiseLoss {

  @Override
  public String name() {
    return "half_squared_error";
  }

  @Override
  public String description() {
    return "half the squared distance of a row, mean over rows";
  }

  @Override
  public boolean averagesColumns() {
    return false;
  }

  @Override
  public double value(double output, double target) {
    double error = output - target;
    return 0.5 * error * error;
  }

  @Override
  public double derivative(double output, double target) {
    return output - target;
  }
}
