package org.nn4j.optim;

import java.util.List;
import org.nn4j.api.Checks;
import org.nn4j.api.LearningRateSchedule;
import org.nn4j.api.TrainingClock;

/**
 * A rate that drops by a factor at given epochs: η·γ^k in an epoch by which k milestones have been
 * reached. Counts epochs.
 *
 * @param milestones epochs, counted from 0, whose rate is the first after a drop; increasing
 * @param gamma factor γ ≥ 0 of a drop
 */
public record MultiStep(List<Integer> milestones, double gamma) implements LearningRateSchedule {
  /**
   * Creates a schedule that drops to a tenth at epochs 30 and 80; the factor is PyTorch's default,
   * and PyTorch has none for the epochs.
   */
  public MultiStep() {
    this(List.of(30, 80), 0.1);
  }

  /**
   * Creates the schedule.
   *
   * @throws IllegalArgumentException if the milestones do not increase from at least 1, or the
   *     factor is out of range
   */
  public MultiStep {
    milestones = Epochs.increasing("milestones", milestones);
    Checks.nonNegative("gamma", gamma);
  }

  @Override
  public String name() {
    return "multi_step";
  }

  @Override
  public String description() {
    return "times gamma at each milestone";
  }

  @Override
  public double rate(double baseRate, TrainingClock clock, double[] state) {
    return baseRate * Curves.power(gamma, Epochs.reached(milestones, clock));
  }
}
