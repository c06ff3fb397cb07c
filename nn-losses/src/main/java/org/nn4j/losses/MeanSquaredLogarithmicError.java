package org.nn4j.losses;

import java.util.List;
import org.nn4j.api.ElementwiseLoss;
import org.nn4j.api.TargetKind;
import org.nn4j.api.math.NnMath;

/**
 * Mean squared error of logarithms, (log(1 + ŷ) − log(1 + t))², averaged over rows and columns, for
 * targets of several orders of magnitude. The derivative is 2·(log(1 + ŷ) − log(1 + t))/(1 + ŷ).
 * Keras' {@code MeanSquaredLogarithmicError}, which takes outputs below 0 for 0.
 */
public record MeanSquaredLogarithmicError() implements ElementwiseLoss {

  @Override
  public String name() {
    return "msle";
  }

  @Override
  public List<String> aliases() {
    return List.of("mean_squared_logarithmic_error");
  }

  @Override
  public String description() {
    return "mean squared error of log(1 + y); reads numbers of at least 0 (softplus)";
  }

  @Override
  public TargetKind targetKind() {
    return TargetKind.COUNT;
  }

  @Override
  public double value(double output, double target) {
    double error = NnMath.log1p(output) - NnMath.log1p(target);
    return error * error;
  }

  @Override
  public double derivative(double output, double target) {
    return 2 * (NnMath.log1p(output) - NnMath.log1p(target)) / (1 + output);
  }

  @Override
  public void requireDomain(double output, double target, int row, int column) {
    Domain.requireRates(this, output, target, row, column);
  }
}
