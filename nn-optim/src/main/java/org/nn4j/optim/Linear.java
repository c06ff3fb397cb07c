package org.nn4j.optim;

import org.nn4j.api.Checks;
import org.nn4j.api.LearningRateSchedule;
import org.nn4j.api.TrainingClock;

/**
 * A line from one multiple of the base rate to another: η·(a + (b − a)·min(e, T)/T) in epoch e.
 * Counts epochs.
 *
 * @param startFactor a ≥ 0, the factor of epoch 0
 * @param endFactor b ≥ 0, the factor from epoch T on
 * @param totalIters T; 0 for the whole run
 */
public record Linear(double startFactor, double endFactor, int totalIters)
    implements LearningRateSchedule {
  /** Creates a schedule with PyTorch's defaults: from a third to the whole rate in 5 epochs. */
  public Linear() {
    this(1.0 / 3, 1, 5);
  }

  /**
   * Creates the schedule.
   *
   * @throws IllegalArgumentException if one is out of range
   */
  public Linear {
    Checks.nonNegative("start_factor", startFactor);
    Checks.nonNegative("end_factor", endFactor);
    Checks.atLeast("total_iters", totalIters, 0);
  }

  @Override
  public String name() {
    return "linear";
  }

  @Override
  public String description() {
    return "a line from start_factor to end_factor of the base rate";
  }

  @Override
  public double rate(double baseRate, TrainingClock clock, double[] state) {
    double position = Epochs.position(totalIters, clock);
    return baseRate * (startFactor + (endFactor - startFactor) * position);
  }
}
