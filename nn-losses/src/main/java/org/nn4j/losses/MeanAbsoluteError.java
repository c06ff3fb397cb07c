package org.nn4j.losses;

import java.util.List;
import org.nn4j.api.ElementwiseLoss;

/**
 * Mean absolute error, |ŷ − t|, averaged over rows and columns; PyTorch's {@code L1Loss}. At ŷ = t
 * the derivative is 0.
 */
public record MeanAbsoluteError() implements ElementwiseLoss {

  @Override
  public String name() {
    return "mae";
  }

  @Override
  public List<String> aliases() {
    return List.of("mean_absolute_error");
  }

  @Override
  public String description() {
    return "mean absolute error over rows and columns";
  }

  @Override
  public double value(double output, double target) {
    return Math.abs(output - target);
  }

  @Override
  public double derivative(double output, double target) {
    return Math.signum(output - target);
  }
}
