package org.nn4j.optim;

import org.nn4j.api.Checks;
import org.nn4j.api.LearningRateSchedule;
import org.nn4j.api.TrainingClock;

/**
 * A power of the remaining time: η·(1 − min(e, T)/T)^power in epoch e. Counts epochs.
 *
 * @param totalIters T, the first epoch with rate 0; 0 for the whole run
 * @param power exponent, at least 0; 1 is a line
 */
public record Polynomial(int totalIters, double power) implements LearningRateSchedule {
  /** Creates a schedule that falls linearly to 0 over the whole run (PyTorch: in 5 epochs). */
  public Polynomial() {
    this(0, 1);
  }

  /**
   * Creates the schedule.
   *
   * @throws IllegalArgumentException if one is out of range
   */
  public Polynomial {
    Checks.atLeast("total_iters", totalIters, 0);
    Checks.nonNegative("power", power);
  }

  @Override
  public String name() {
    return "polynomial";
  }

  @Override
  public String description() {
    return "a power of the time left";
  }

  @Override
  public double rate(double baseRate, TrainingClock clock, double[] state) {
    return baseRate * Curves.power(1 - Epochs.position(totalIters, clock), power);
  }
}
