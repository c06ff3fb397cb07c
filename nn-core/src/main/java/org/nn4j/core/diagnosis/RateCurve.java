package org.nn4j.core.diagnosis;

import java.util.ArrayList;
import java.util.List;
import org.nn4j.core.text.Words;

/**
 * What a {@link RateSweep} saw.
 *
 * @param points rates in ascending order, with their losses
 * @param exploded whether the sweep ended because the loss exploded
 * @param suggested the rate to train with: where the smoothed loss falls most steeply over the
 *     logarithm of the rate; NaN if it falls nowhere worth speaking of
 * @param best the rate at which the smoothed loss is least, NaN as before: as a rule somewhat too
 *     great to train with
 */
public record RateCurve(List<Point> points, boolean exploded, double suggested, double best) {
  /** The loss must fall by this share of its first value for a rate to be suggested. */
  private static final double LEAST_FALL = 0.02;

  /** Copies the list. */
  public RateCurve {
    points = List.copyOf(points);
  }

  /**
   * A step of a sweep.
   *
   * @param rate the learning rate
   * @param loss the batch's loss before the step
   * @param smoothed the mean of the losses around it
   */
  public record Point(double rate, double loss, double smoothed) {}

  /** Smooths losses and looks for the steepest fall; the last point is before any explosion. */
  static RateCurve of(List<Double> rates, List<Double> losses, int halfWindow, boolean exploded) {
    List<Point> points = new ArrayList<>();
    for (int i = 0; i < losses.size(); i++) {
      int from = Math.max(0, i - halfWindow);
      int to = Math.min(losses.size(), i + halfWindow + 1);
      points.add(new Point(rates.get(i), losses.get(i), mean(losses, from, to)));
    }
    int least = 0;
    for (int i = 0; i < points.size(); i++) {
      least = points.get(i).smoothed < points.get(least).smoothed ? i : least;
    }
    double suggested = Double.NaN;
    double steepest = 0;
    for (int i = halfWindow; i + halfWindow < points.size() && i <= least; i++) {
      double fall = points.get(i - halfWindow).smoothed - points.get(i + halfWindow).smoothed;
      if (fall > steepest) {
        steepest = fall;
        suggested = points.get(i).rate;
      }
    }
    double first = points.isEmpty() ? 0 : points.get(0).smoothed;
    boolean falls =
        !points.isEmpty() && first - points.get(least).smoothed > LEAST_FALL * Math.abs(first);
    return new RateCurve(
        points,
        exploded,
        falls ? suggested : Double.NaN,
        falls ? points.get(least).rate : Double.NaN);
  }

  static double mean(List<Double> values, int from, int to) {
    double sum = 0;
    for (int i = from; i < to; i++) {
      sum += values.get(i);
    }
    return sum / (to - from);
  }

  /**
   * Returns what was found on a line, such as {@code 100 rates from 1.000e-07 to 0.5012, where the
   * loss explodes; suggested 0.003162, least loss at 0.03981}.
   */
  @Override
  public String toString() {
    if (points.isEmpty()) {
      return "no rate was tried";
    }
    double last = points.get(points.size() - 1).rate;
    return Words.count(points.size(), "rate")
        + (" from " + Words.number(points.get(0).rate) + " to " + Words.number(last))
        + (exploded ? ", where the loss explodes; " : "; ")
        + (Double.isNaN(suggested)
            ? "none is suggested, as the loss does not fall"
            : "suggested " + Words.number(suggested) + ", least loss at " + Words.number(best));
  }
}
