package org.nn4j.report.curve;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.nn4j.api.Matrix;
import org.nn4j.core.metric.Predictions;
import org.nn4j.report.figure.Point;

/**
 * The samples in the order of their score for a class: what a threshold takes for the class, from
 * the highest down. Samples whose score is NaN are left out. Immutable.
 *
 * <p>Source of the curves: Fawcett, "An introduction to ROC analysis", 2006.
 */
public final class RankedScores {
  private final double positives;
  private final double negatives;
  private final List<Step> steps;

  /** What is at or above a threshold: weights inside and outside of the class. */
  private record Step(double truePositives, double falsePositives) {}

  private RankedScores(double positives, double negatives, List<Step> steps) {
    this.positives = positives;
    this.negatives = negatives;
    this.steps = steps;
  }

  /**
   * Ranks samples.
   *
   * @param scores N×K scores, or N×1 probabilities of class 1
   * @param classes class indices, N×1
   * @param weights N×1 sample weights, or null for all 1
   * @param label the class
   */
  public static RankedScores of(
      Matrix scores, Matrix classes, @Nullable Matrix weights, int label) {
    int[] order =
        IntStream.range(0, scores.rows())
            .filter(row -> !Double.isNaN(Predictions.score(scores, row, label)))
            .boxed()
            .sorted(Comparator.comparingDouble(row -> -Predictions.score(scores, row, label)))
            .mapToInt(Integer::intValue)
            .toArray();
    double inside = 0;
    double outside = 0;
    List<Step> steps = new ArrayList<>();
    for (int i = 0; i < order.length; i++) {
      double weight = weights == null ? 1 : weights.get(order[i], 0);
      if (classes.get(order[i], 0) == label) {
        inside += weight;
      } else {
        outside += weight;
      }
      // Samples of one score are taken together.
      if (i + 1 == order.length
          || Predictions.score(scores, order[i + 1], label)
              != Predictions.score(scores, order[i], label)) {
        steps.add(new Step(inside, outside));
      }
    }
    return new RankedScores(inside, outside, steps);
  }

  /** Returns whether there are samples inside and outside of the class: else there is no curve. */
  public boolean defined() {
    return positives > 0 && negatives > 0;
  }

  /** Returns the share of samples that are of the class. */
  public double prevalence() {
    return positives / (positives + negatives);
  }

  /**
   * Returns the receiver operating characteristic: true positive rate over false positive rate,
   * from (0, 0) to (1, 1).
   */
  public List<Point> roc() {
    List<Point> points = new ArrayList<>();
    points.add(new Point(0, 0));
    for (Step step : steps) {
      points.add(new Point(step.falsePositives / negatives, step.truePositives / positives));
    }
    return points;
  }

  /** Returns the area under {@link #roc()} by the trapezoidal rule. */
  public double rocArea() {
    List<Point> points = roc();
    double area = 0;
    for (int i = 1; i < points.size(); i++) {
      Point a = points.get(i - 1);
      Point b = points.get(i);
      area += (b.x() - a.x()) * (a.y() + b.y()) / 2;
    }
    return area;
  }

  /** Returns precision over recall, in the order of falling thresholds. */
  public List<Point> precisionRecall() {
    return steps.stream()
        .map(
            step ->
                new Point(
                    step.truePositives / positives,
                    step.truePositives / (step.truePositives + step.falsePositives)))
        .toList();
  }

  /**
   * Returns the average precision, Σ (Rᵢ − Rᵢ₋₁)·Pᵢ, as scikit-learn has it: without interpolation,
   * which would be too optimistic.
   */
  public double averagePrecision() {
    double sum = 0;
    double recall = 0;
    for (Point point : precisionRecall()) {
      sum += (point.x() - recall) * point.y();
      recall = point.x();
    }
    return sum;
  }
}
