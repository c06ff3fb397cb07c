package org.nn4j.optim;

import org.nn4j.api.Checks;
import org.nn4j.api.LearningRateSchedule;
import org.nn4j.api.TrainingClock;

/**
 * A rate that drops by a factor at regular intervals: η·γ^⌊e/step_size⌋ in epoch e. Counts epochs.
 *
 * @param stepSize epochs between drops, at least 1
 * @param gamma factor γ ≥ 0 of a drop
 */
public record Step(int stepSize, double gamma) implements LearningRateSchedule {
  /**
   * Creates a schedule that drops to a tenth every 30 epochs; the factor is PyTorch's default, and
   * PyTorch has none for the interval.
   */
  public Step() {
    this(30, 0.1);
  }

  /**
   * Creates the schedule.
   *
   * @throws IllegalArgumentException if one is out of range
   */
  public Step {
    Checks.atLeast("step_size", stepSize, 1);
    Checks.nonNegative("gamma", gamma);
  }

  @Override
  public String name() {
    return "step";
  }

  @Override
  public String description() {
    return "times gamma every step_size epochs";
  }

  @Override
  public double rate(double baseRate, TrainingClock clock, double[] state) {
    return baseRate * Curves.power(gamma, Math.floorDiv(clock.epoch(), stepSize));
  }
}
