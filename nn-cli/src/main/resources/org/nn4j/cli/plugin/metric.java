package @package@;

import org.nn4j.api.Checks;
import org.nn4j.api.Matrix;
import org.nn4j.api.Metric;
import org.nn4j.api.Task;

/**
 * The share of predictions that are near enough: |ŷ − y| ≤ tolerance. Rows count by their weights;
 * NaN where all weights are 0.
 *
 * @param tolerance the greatest error that passes, at least 0
 */
public record @class@(double tolerance) implements Metric {

  /** Takes a tolerance of 0.1. */
  public @class@() {
    this(0.1);
  }

  /**
   * Checks the tolerance.
   *
   * @throws IllegalArgumentException if it is out of range
   */
  public @class@ {
    Checks.nonNegative("tolerance", tolerance);
  }

  @Override
  public String name() {
    return "@name@";
  }

  @Override
  public String description() {
    return "share of predictions within tolerance of the target";
  }

  @Override
  public Task task() {
    return Task.REGRESSION;
  }

  @Override
  public boolean higherIsBetter() {
    return true;
  }

  @Override
  public double value(Matrix output, Matrix target, Matrix weights) {
    double near = 0;
    double all = 0;
    for (int r = 0; r < output.rows(); r++) {
      double weight = weights == null ? 1 : weights.get(r, 0);
      for (int c = 0; c < output.columns(); c++) {
        near += Math.abs(output.get(r, c) - target.get(r, c)) <= tolerance ? weight : 0;
        all += weight;
      }
    }
    return near / all;
  }
}
