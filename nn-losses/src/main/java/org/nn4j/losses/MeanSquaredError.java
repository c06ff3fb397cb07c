package org.nn4j.losses;

import java.util.List;
import org.nn4j.api.ElementwiseLoss;

/** Mean squared error, (ŷ − t)², averaged over rows and columns; PyTorch's {@code MSELoss}. */
public record MeanSquaredError() implements ElementwiseLoss {

  @Override
  public String name() {
    return "mse";
  }

  @Override
  public List<String> aliases() {
    return List.of("mean_squared_error");
  }

  @Override
  public String description() {
    return "mean squared error over rows and columns";
  }

  @Override
  public double value(double output, double target) {
    double error = output - target;
    return error * error;
  }

  @Override
  public double derivative(double output, double target) {
    return 2 * (output - target);
  }
}
