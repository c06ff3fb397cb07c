package org.nn4j.optim;

import org.nn4j.api.Checks;
import org.nn4j.api.LearningRateSchedule;
import org.nn4j.api.TrainingClock;

/**
 * The base rate η for the first part of the run, in which wide minima are found, then a line down
 * to 0: in step t·T of T
 *
 * <pre>
 * η                          while t &lt; f
 * η·(1 − (t − f)/(1 − f))    afterwards
 * </pre>
 *
 * <p>Counts steps. Source: Iyer et al., "Wide-minima density hypothesis and the explore-exploit
 * learning rate schedule", 2023, who explore for half of the run; {@code warmup(then=knee)} has
 * their rise too.
 *
 * @param explore f, the part of the run with the base rate, in [0, 1)
 */
public record Knee(double explore) implements LearningRateSchedule {
  /** Creates a schedule that explores for half of the run, as in the paper. */
  public Knee() {
    this(0.5);
  }

  /**
   * Checks the part.
   *
   * @throws IllegalArgumentException unless it is in [0, 1)
   */
  public Knee {
    Checks.inRange("explore", explore, 0, 1);
  }

  @Override
  public String name() {
    return "knee";
  }

  @Override
  public String description() {
    return "the base rate, then a line down to 0";
  }

  @Override
  public double rate(double baseRate, TrainingClock clock, double[] state) {
    double t = Math.min((double) clock.step() / clock.totalSteps(), 1);
    return t < explore ? baseRate : baseRate * (1 - t) / (1 - explore);
  }
}
