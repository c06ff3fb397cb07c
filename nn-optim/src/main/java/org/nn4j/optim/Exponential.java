package org.nn4j.optim;

import org.nn4j.api.Checks;
import org.nn4j.api.LearningRateSchedule;
import org.nn4j.api.TrainingClock;

/**
 * A rate that shrinks by a factor each epoch: η·γ^e in epoch e. Counts epochs.
 *
 * @param gamma factor γ ≥ 0 per epoch
 */
public record Exponential(double gamma) implements LearningRateSchedule {
  /** Creates a schedule with γ = 0.95: half the rate in some 13 epochs; PyTorch has no default. */
  public Exponential() {
    this(0.95);
  }

  /**
   * Creates the schedule.
   *
   * @throws IllegalArgumentException if one is out of range
   */
  public Exponential {
    Checks.nonNegative("gamma", gamma);
  }

  @Override
  public String name() {
    return "exponential";
  }

  @Override
  public String description() {
    return "times gamma every epoch";
  }

  @Override
  public double rate(double baseRate, TrainingClock clock, double[] state) {
    return baseRate * Curves.power(gamma, clock.epoch());
  }
}
