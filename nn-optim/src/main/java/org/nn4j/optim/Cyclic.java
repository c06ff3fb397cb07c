package org.nn4j.optim;

import org.nn4j.api.Checks;
import org.nn4j.api.LearningRateSchedule;
import org.nn4j.api.TrainingClock;

/**
 * Linear rises and falls between the base rate η and a multiple of it (Smith 2017), by PyTorch's
 * formula. <b>Counts steps.</b>
 *
 * <pre>
 * c = ⌊i/(up + down)⌋ and r = i − c·(up + down)          in step i
 * h = r/up while r ≤ up, then 1 − (r − up)/down
 * rate = η + (max_factor − 1)·η·h·w
 * w = 1 (triangular), 2^−c (triangular2), γ^i (exp_range)
 * </pre>
 *
 * @param maxFactor ratio of the highest rate to the base rate, at least 1
 * @param stepSizeUp steps of the rise, at least 1
 * @param stepSizeDown steps of the fall; 0 for as many as the rise has
 * @param mode how the peaks develop
 * @param gamma γ ≥ 0, of exp_range alone
 */
public record Cyclic(double maxFactor, int stepSizeUp, int stepSizeDown, Mode mode, double gamma)
    implements LearningRateSchedule {

  /** How the peaks develop. */
  public enum Mode {
    /** All peaks are equal. */
    TRIANGULAR,
    /** Each peak is half as far above the base rate as the previous one. */
    TRIANGULAR2,
    /** Peaks shrink by the factor {@code gamma} in each step. */
    EXP_RANGE
  }

  /**
   * Creates a schedule up to four times the base rate (the paper advises 3 to 4); else PyTorch's.
   */
  public Cyclic() {
    this(4, 2000, 0, Mode.TRIANGULAR, 1);
  }

  /**
   * Creates the schedule.
   *
   * @throws IllegalArgumentException if one is out of range
   */
  public Cyclic {
    Checks.finite("max_factor", maxFactor);
    if (maxFactor < 1) {
      throw new IllegalArgumentException("max_factor must be at least 1 but is " + maxFactor);
    }
    Checks.atLeast("step_size_up", stepSizeUp, 1);
    Checks.atLeast("step_size_down", stepSizeDown, 0);
    Checks.nonNegative("gamma", gamma);
  }

  @Override
  public String name() {
    return "cyclic";
  }

  @Override
  public String description() {
    return "up and down between the base rate and a multiple of it";
  }

  @Override
  public double rate(double baseRate, TrainingClock clock, double[] state) {
    long down = stepSizeDown == 0 ? stepSizeUp : stepSizeDown;
    long cycle = clock.step() / (stepSizeUp + down);
    double within = clock.step() % (stepSizeUp + down);
    double height = within <= stepSizeUp ? within / stepSizeUp : 1 - (within - stepSizeUp) / down;
    return baseRate + (maxFactor - 1) * baseRate * height * weight(clock.step(), cycle);
  }

  private double weight(long step, long cycle) {
    return switch (mode) {
      case TRIANGULAR -> 1;
      case TRIANGULAR2 -> Curves.power(0.5, cycle);
      case EXP_RANGE -> Curves.power(gamma, step);
    };
  }
}
