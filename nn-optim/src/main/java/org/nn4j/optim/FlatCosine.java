package org.nn4j.optim;

import org.nn4j.api.Checks;
import org.nn4j.api.LearningRateSchedule;
import org.nn4j.api.TrainingClock;

/**
 * The base rate η for the first part of the run, then half a cosine down to 0: in step t·T of T
 *
 * <pre>
 * η                                     while t &lt; f
 * η·½(1 + cos(π·(t − f)/(1 − f)))       afterwards
 * </pre>
 *
 * <p>with f the flat part. Counts steps. Source: Holzmüller, Grinsztajn, Steinwart, "Better by
 * default: strong pre-tuned MLPs and boosted trees on tabular data", 2024, who fade dropout and
 * weight decay out by it, with f = ½.
 *
 * @param flat f, the part of the run with the base rate, at least 0 and below 1
 */
public record FlatCosine(double flat) implements LearningRateSchedule {
  /** Creates a schedule that is flat for half of the run, as in the paper. */
  public FlatCosine() {
    this(0.5);
  }

  /**
   * Checks the flat part.
   *
   * @throws IllegalArgumentException unless it is in [0, 1)
   */
  public FlatCosine {
    Checks.inRange("flat", flat, 0, 1);
  }

  @Override
  public String name() {
    return "flat_cosine";
  }

  @Override
  public String description() {
    return "the base rate, then half a cosine down to 0";
  }

  @Override
  public double rate(double baseRate, TrainingClock clock, double[] state) {
    double t = Math.min((double) clock.step() / clock.totalSteps(), 1);
    return t < flat ? baseRate : Cosine.at(baseRate, 0, (t - flat) / (1 - flat));
  }
}
