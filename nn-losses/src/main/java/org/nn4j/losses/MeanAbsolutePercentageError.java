package org.nn4j.losses;

import java.util.List;
import org.nn4j.api.ElementwiseLoss;
import org.nn4j.api.TargetKind;

/**
 * Mean absolute error relative to the target, |ŷ − t|/max(|t|, 1e-7), averaged over rows and
 * columns. The derivative is sign(ŷ − t)/max(|t|, 1e-7), 0 at the target.
 *
 * <p>It is a fraction, as in scikit-learn; Keras' and DL4J's is 100 times that. The bound of 1e-7
 * is Keras': targets of 0 outweigh all others. Its targets are rates, which preprocessing does not
 * scale, since a scaled target's 0 is arbitrary.
 */
public record MeanAbsolutePercentageError() implements ElementwiseLoss {
  private static final double LEAST = 1e-7;

  @Override
  public String name() {
    return "mape";
  }

  @Override
  public List<String> aliases() {
    return List.of("mean_absolute_percentage_error");
  }

  @Override
  public String description() {
    return "mean absolute error relative to the target, as a fraction";
  }

  @Override
  public TargetKind targetKind() {
    return TargetKind.COUNT;
  }

  @Override
  public double value(double output, double target) {
    return Math.abs(output - target) / Math.max(Math.abs(target), LEAST);
  }

  @Override
  public double derivative(double output, double target) {
    return Math.signum(output - target) / Math.max(Math.abs(target), LEAST);
  }
}
