package org.nn4j.optim;

import org.nn4j.api.Checks;
import org.nn4j.api.LearningRateSchedule;
import org.nn4j.api.TrainingClock;

/**
 * A linear rise at the start of another schedule: that schedule's rate times s + (1 − s)·i/n in
 * step i below n, its rate alone from then on. <b>Counts steps</b>; the other schedule counts
 * whatever it counts, from the start of training and not from the end of the rise.
 *
 * @param steps n, the steps of the rise, at least 0
 * @param startFactor s, the factor of the first step, in [0, 1)
 * @param then the schedule that is warmed up to
 */
public record Warmup(long steps, double startFactor, LearningRateSchedule then)
    implements LearningRateSchedule {
  /**
   * Creates a rise to the base rate in 100 steps, from a hundredth, because from 0 the first step
   * would do nothing.
   */
  public Warmup() {
    this(100, 0.01, new Constant());
  }

  /**
   * Creates the schedule.
   *
   * @throws IllegalArgumentException if one is out of range
   */
  public Warmup {
    Checks.atLeast("steps", steps, 0);
    Checks.inRange("start_factor", startFactor, 0, 1);
  }

  @Override
  public String name() {
    return "warmup";
  }

  @Override
  public String description() {
    return "a linear rise at the start, before another schedule";
  }

  @Override
  public double rate(double baseRate, TrainingClock clock, double[] state) {
    double rate = then.rate(baseRate, clock, state);
    return clock.step() < steps
        ? rate * (startFactor + (1 - startFactor) * clock.step() / steps)
        : rate;
  }

  @Override
  public int stateSize() {
    return then.stateSize();
  }

  @Override
  public void initialise(double[] state) {
    then.initialise(state);
  }

  @Override
  public void observe(double loss, double[] state) {
    then.observe(loss, state);
  }
}
