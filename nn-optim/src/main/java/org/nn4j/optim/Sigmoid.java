package org.nn4j.optim;

import org.nn4j.api.Checks;
import org.nn4j.api.LearningRateSchedule;
import org.nn4j.api.TrainingClock;
import org.nn4j.api.math.NnMath;

/**
 * A logistic curve between 0 and the base rate: η/(1 + e^(−γ(e − s))) in epoch e, half of η in
 * epoch s; it falls for γ &lt; 0 and rises for γ &gt; 0. Counts epochs. The policy "sigmoid" of
 * Caffe, SigmoidSchedule in Deeplearning4j.
 *
 * @param gamma γ, how steep the curve is; its slope in epoch s is η·γ/4 an epoch
 * @param stepSize s, at least 0; 0 for half of the run
 */
public record Sigmoid(double gamma, int stepSize) implements LearningRateSchedule {
  /** Creates a schedule that falls in the middle of the run, over some forty epochs. */
  public Sigmoid() {
    this(-0.1, 0);
  }

  /**
   * Creates the schedule.
   *
   * @throws IllegalArgumentException if one is out of range
   */
  public Sigmoid {
    Checks.finite("gamma", gamma);
    Checks.atLeast("step_size", stepSize, 0);
  }

  @Override
  public String name() {
    return "sigmoid";
  }

  @Override
  public String description() {
    return "a logistic curve down to 0, or up from it";
  }

  @Override
  public double rate(double baseRate, TrainingClock clock, double[] state) {
    double middle = stepSize == 0 ? clock.totalEpochs() / 2.0 : stepSize;
    return baseRate / (1 + NnMath.exp(-gamma * (clock.epoch() - middle)));
  }
}
