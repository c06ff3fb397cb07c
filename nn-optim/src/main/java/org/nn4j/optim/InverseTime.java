package org.nn4j.optim;

import org.nn4j.api.Checks;
import org.nn4j.api.LearningRateSchedule;
import org.nn4j.api.TrainingClock;

/**
 * A rate that falls with the inverse of time: η/(1 + decay·e) in epoch e. Counts epochs.
 *
 * @param decay the decay per epoch, at least 0
 */
public record InverseTime(double decay) implements LearningRateSchedule {
  /** Creates a schedule that halves the rate in 10 epochs; PyTorch has no such schedule. */
  public InverseTime() {
    this(0.1);
  }

  /**
   * Creates the schedule.
   *
   * @throws IllegalArgumentException if one is out of range
   */
  public InverseTime {
    Checks.nonNegative("decay", decay);
  }

  @Override
  public String name() {
    return "inverse_time";
  }

  @Override
  public String description() {
    return "base rate over 1 + decay · epoch";
  }

  @Override
  public double rate(double baseRate, TrainingClock clock, double[] state) {
    return baseRate / (1 + decay * clock.epoch());
  }
}
