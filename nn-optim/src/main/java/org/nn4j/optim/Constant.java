package org.nn4j.optim;

import org.nn4j.api.LearningRateSchedule;
import org.nn4j.api.TrainingClock;

/** The base rate throughout: η. */
public record Constant() implements LearningRateSchedule {
  @Override
  public String name() {
    return "constant";
  }

  @Override
  public String description() {
    return "the base rate throughout";
  }

  @Override
  public double rate(double baseRate, TrainingClock clock, double[] state) {
    return baseRate;
  }
}
