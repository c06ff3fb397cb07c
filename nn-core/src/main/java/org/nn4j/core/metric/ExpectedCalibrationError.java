package org.nn4j.core.metric;

import org.jspecify.annotations.Nullable;
import org.nn4j.api.Checks;
import org.nn4j.api.Matrix;

/**
 * How far confidence is from accuracy, Σ_b |Σ_{i in b} w·(right − confidence)|/Σ w over bins b of
 * equal width: the confidence of a row is the greatest probability, and it is right if that is of
 * its class. 0 where of the rows predicted with a probability of p a share of p is right.
 *
 * <p>It says nothing of how well classes are told apart, and depends on the bins: on few rows it is
 * well above 0 by chance alone. NaN where an output is NaN or all weights are 0; undefined if
 * scores are not probabilities.
 *
 * <p>Source: Guo, Pleiss, Sun and Weinberger, "On calibration of modern neural networks", 2017.
 *
 * @param bins the number of bins of (0, 1]; 15 by default, as in the source
 */
public record ExpectedCalibrationError(int bins) implements ClassificationMetric {

  /** Creates the metric of 15 bins. */
  public ExpectedCalibrationError() {
    this(15);
  }

  /**
   * Checks the number of bins.
   *
   * @throws IllegalArgumentException if it is below 1
   */
  public ExpectedCalibrationError {
    Checks.atLeast("bins", bins, 1);
  }

  @Override
  public String name() {
    return "ece";
  }

  @Override
  public String description() {
    return "expected calibration error, how far confidence is from accuracy";
  }

  @Override
  public boolean higherIsBetter() {
    return false;
  }

  @Override
  public boolean readsProbabilities() {
    return true;
  }

  @Override
  public double value(Matrix output, Matrix target, @Nullable Matrix weights) {
    MetricArguments.requireClassification(output, target, weights);
    double[] excess = new double[bins];
    double total = 0;
    for (int r = 0; r < output.rows(); r++) {
      double weight = MetricArguments.weight(weights, r);
      int label = MetricArguments.label(target, r, Predictions.classes(output));
      int decided = Predictions.argmax(output, r);
      if (decided == Predictions.UNDECIDED) {
        return Double.NaN;
      }
      double confidence = Predictions.score(output, r, decided);
      excess[bin(confidence)] += weight * ((decided == label ? 1 : 0) - confidence);
      total += weight;
    }
    double sum = 0;
    for (double bin : excess) {
      sum += Math.abs(bin);
    }
    return sum / total;
  }

  /** Returns the bin of a confidence, whose upper bound is its own. */
  private int bin(double confidence) {
    return Math.max(0, Math.min(bins - 1, (int) Math.ceil(confidence * bins) - 1));
  }
}
