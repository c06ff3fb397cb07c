package org.nn4j.optim;

import org.nn4j.api.Checks;
import org.nn4j.api.LearningRateSchedule;
import org.nn4j.api.TrainingClock;

/**
 * Half a cosine from the base rate down to a minimum (Loshchilov, Hutter 2017): η_min + (η −
 * η_min)·(1 + cos(πe/T))/2 in epoch e. Counts epochs.
 *
 * <p>As in PyTorch the cosine continues after epoch T and rises again.
 *
 * @param tMax T, the epoch with the minimum rate; 0 for the whole run, so that the epoch after the
 *     last would have it
 * @param etaMin minimum rate η_min, at least 0
 */
public record Cosine(int tMax, double etaMin) implements LearningRateSchedule {
  /** Creates a schedule that falls to 0 over the whole run. */
  public Cosine() {
    this(0, 0);
  }

  /**
   * Creates the schedule.
   *
   * @throws IllegalArgumentException if one is out of range
   */
  public Cosine {
    Checks.atLeast("t_max", tMax, 0);
    Checks.nonNegative("eta_min", etaMin);
  }

  @Override
  public String name() {
    return "cosine";
  }

  @Override
  public String description() {
    return "half a cosine from the base rate to eta_min";
  }

  @Override
  public double rate(double baseRate, TrainingClock clock, double[] state) {
    return at(baseRate, etaMin, (double) clock.epoch() / Epochs.orAll(tMax, clock));
  }

  /** Returns the value of half a cosine that falls from {@code high} at 0 to {@code low} at 1. */
  static double at(double high, double low, double position) {
    return low + (high - low) * (1 + Curves.cosineOfPi(position)) / 2;
  }
}
