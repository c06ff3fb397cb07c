package org.nn4j.optim;

import org.nn4j.api.Checks;
import org.nn4j.api.LearningRateSchedule;
import org.nn4j.api.TrainingClock;

/**
 * Half a cosine from the base rate down to a minimum, repeated (SGDR: Loshchilov, Hutter 2017):
 * {@link Cosine} with e counted from the last restart and T the current period. Counts epochs.
 *
 * @param t_0 length of the first period in epochs, at least 1
 * @param tMult ratio of a period to the previous one, at least 1
 * @param etaMin minimum rate η_min, at least 0
 */
@SuppressWarnings("MemberName") // t_0 is how users write it
public record CosineWarmRestarts(int t_0, int tMult, double etaMin)
    implements LearningRateSchedule {
  /** Creates a schedule that restarts every 10 epochs, otherwise with PyTorch's defaults. */
  public CosineWarmRestarts() {
    this(10, 1, 0);
  }

  /**
   * Creates the schedule.
   *
   * @throws IllegalArgumentException if one is out of range
   */
  public CosineWarmRestarts {
    Checks.atLeast("t_0", t_0, 1);
    Checks.atLeast("t_mult", tMult, 1);
    Checks.nonNegative("eta_min", etaMin);
  }

  @Override
  public String name() {
    return "cosine_warm_restarts";
  }

  @Override
  public String description() {
    return "half a cosine, again and again";
  }

  @Override
  public double rate(double baseRate, TrainingClock clock, double[] state) {
    long epoch = clock.epoch();
    long period = t_0;
    if (tMult == 1) {
      epoch %= period;
    }
    while (epoch >= period) {
      epoch -= period;
      period *= tMult;
    }
    return Cosine.at(baseRate, etaMin, (double) epoch / period);
  }
}
