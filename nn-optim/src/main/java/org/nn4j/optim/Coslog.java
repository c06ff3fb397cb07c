package org.nn4j.optim;

import org.nn4j.api.Checks;
import org.nn4j.api.LearningRateSchedule;
import org.nn4j.api.TrainingClock;
import org.nn4j.api.math.NnMath;

/**
 * Cosine waves that lengthen: η·½(1 − cos(2π·log₂(1 + (2ᶜ − 1)·t))) with c cycles, in step t·T of
 * T. Counts steps.
 *
 * <p>Each cycle rises from 0 to η and falls to 0 again, and takes twice as long as the one before:
 * four of them are 0 at t = 0, 1/15, 3/15, 7/15 and 1. The first cycles find the region, the last
 * one the minimum. Source: Holzmüller, Grinsztajn, Steinwart, "Better by default: strong pre-tuned
 * MLPs and boosted trees on tabular data", 2024, where c is 4.
 *
 * @param cycles c, at least 1 and at most 30
 */
public record Coslog(int cycles) implements LearningRateSchedule {
  /** Creates a schedule of four cycles, as in the paper. */
  public Coslog() {
    this(4);
  }

  /**
   * Checks the number of cycles.
   *
   * @throws IllegalArgumentException unless it is from 1 to 30
   */
  public Coslog {
    Checks.atLeast("cycles", cycles, 1);
    if (cycles > 30) {
      throw new IllegalArgumentException("cycles must be at most 30 but is " + cycles);
    }
  }

  @Override
  public String name() {
    return "coslog";
  }

  @Override
  public String description() {
    return "cosine waves from 0 to the base rate and back, each twice as long as the last";
  }

  @Override
  public double rate(double baseRate, TrainingClock clock, double[] state) {
    double t = Math.min((double) clock.step() / clock.totalSteps(), 1);
    double turns = NnMath.log(1 + ((1L << cycles) - 1) * t) / NnMath.log(2.0);
    return baseRate * (1 - Curves.cosineOfPi(2 * turns)) / 2;
  }
}
