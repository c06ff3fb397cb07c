package org.nn4j.report.curve;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nn4j.api.Matrix;
import org.nn4j.core.metric.Predictions;

/**
 * What probabilities are worth: whether of the samples with a probability of about 0.8, 80 % are
 * right. Of two classes it is the probability of class 1 that is looked at, of more that of the
 * decision.
 *
 * <p>Source: Guo et al., "On calibration of modern neural networks", 2017.
 *
 * @param bins the bins that have samples, by probability
 */
public record Calibration(List<Bin> bins) {
  private static final int BINS = 10;

  /** Copies the list. */
  public Calibration {
    bins = List.copyOf(bins);
  }

  /**
   * Samples of about the same probability.
   *
   * @param probability the mean of their probabilities
   * @param frequency the share that is of the class
   * @param weight the share of all samples
   */
  public record Bin(double probability, double frequency, double weight) {}

  /**
   * Bins samples by probability, ten bins of equal width; those with NaN are left out.
   *
   * @param scores N×K probabilities, or N×1 of class 1
   * @param classes class indices, N×1
   * @param weights N×1 sample weights, or null for all 1
   */
  public static Calibration of(Matrix scores, Matrix classes, @Nullable Matrix weights) {
    double[] total = new double[BINS];
    double[] probabilities = new double[BINS];
    double[] hits = new double[BINS];
    double all = 0;
    for (int row = 0; row < scores.rows(); row++) {
      int decision = Predictions.argmax(scores, row);
      if (decision == Predictions.UNDECIDED) {
        continue;
      }
      int label = Predictions.classes(scores) == 2 ? 1 : decision;
      double probability = Predictions.score(scores, row, label);
      int bin = Math.min(BINS - 1, Math.max(0, (int) (probability * BINS)));
      double weight = weights == null ? 1 : weights.get(row, 0);
      total[bin] += weight;
      probabilities[bin] += weight * probability;
      hits[bin] += classes.get(row, 0) == label ? weight : 0;
      all += weight;
    }
    List<Bin> bins = new ArrayList<>();
    for (int b = 0; b < BINS; b++) {
      if (total[b] > 0) {
        bins.add(new Bin(probabilities[b] / total[b], hits[b] / total[b], total[b] / all));
      }
    }
    return new Calibration(bins);
  }

  /** Returns the expected calibration error: the mean distance of probability and frequency. */
  public double error() {
    return bins.stream()
        .mapToDouble(bin -> bin.weight * Math.abs(bin.probability - bin.frequency))
        .sum();
  }
}
