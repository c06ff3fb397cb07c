package org.nn4j.optim;

import java.util.List;
import org.nn4j.api.Checks;
import org.nn4j.api.LearningRateSchedule;
import org.nn4j.api.TrainingClock;

/**
 * Given rates, whatever the base rate: rates[k] in an epoch by which k boundaries have been
 * reached, or without boundaries rates[e] in epoch e. The last rate persists. Counts epochs, which
 * are steps where all the data form one batch.
 *
 * @param rates the rates themselves, each at least 0
 * @param boundaries epochs, counted from 0, whose rate is the first after a change; increasing, one
 *     fewer than rates; or none for one rate an epoch
 */
public record Piecewise(List<Double> rates, List<Integer> boundaries)
    implements LearningRateSchedule {
  /** Creates a schedule with the rate 0.01 throughout. */
  public Piecewise() {
    this(List.of(0.01), List.of());
  }

  /**
   * Creates the schedule.
   *
   * @throws IllegalArgumentException if there is no rate, one is out of range, or the boundaries do
   *     not increase or have the wrong number
   */
  public Piecewise {
    if (rates.isEmpty()) {
      throw new IllegalArgumentException("rates must not be empty");
    }
    rates = List.copyOf(rates);
    rates.forEach(rate -> Checks.nonNegative("rates", rate));
    boundaries = Epochs.increasing("boundaries", boundaries);
    if (!boundaries.isEmpty() && boundaries.size() != rates.size() - 1) {
      throw new IllegalArgumentException(
          "boundaries must be one fewer than rates, or none, but there are "
              + boundaries.size()
              + " boundaries and "
              + rates.size()
              + " rates");
    }
  }

  @Override
  public String name() {
    return "piecewise";
  }

  @Override
  public String description() {
    return "given rates between given epochs";
  }

  @Override
  public double rate(double baseRate, TrainingClock clock, double[] state) {
    long index = boundaries.isEmpty() ? clock.epoch() : Epochs.reached(boundaries, clock);
    return rates.get((int) Math.min(index, rates.size() - 1));
  }
}
