package org.nn4j.core.diagnosis;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nn4j.core.training.TrainingListener;
import org.nn4j.core.training.TrainingRun;

/** Watches a batch being learnt by heart, and ends the training when it is. */
final class OverfitWatch implements TrainingListener {
  /**
   * The share of its initial excess over the loss of a perfect prediction to which the loss must
   * fall.
   */
  static final double ENOUGH = 0.01;

  /**
   * The relative fall of the loss in the last tenth of the steps above which more steps would help.
   */
  private static final double STILL_FALLING = 0.05;

  private final double least;
  private final boolean likelihood;
  private final List<Double> losses = new ArrayList<>();
  private @Nullable TrainingRun run;

  /**
   * Creates a listener for one run.
   *
   * @param least the loss of a perfect prediction
   * @param likelihood whether the loss is one over densities, which has no useful least value: then
   *     it must fall by ½·log 100, as it does when squared errors and variances fall to a hundredth
   */
  OverfitWatch(double least, boolean likelihood) {
    this.least = least;
    this.likelihood = likelihood;
  }

  @Override
  public void started(TrainingRun newRun) {
    run = newRun;
  }

  @Override
  public void batchDone(int epoch, int batch, int batches, double loss, double rate) {
    losses.add(loss);
    if (run != null && reached()) {
      run.stop("the batch is learnt");
    }
  }

  double least() {
    return least;
  }

  /** Returns the loss before the first step, or NaN if there is none. */
  double first() {
    return losses.isEmpty() ? Double.NaN : losses.get(0);
  }

  double last() {
    return losses.isEmpty() ? Double.NaN : losses.get(losses.size() - 1);
  }

  int steps() {
    return losses.size();
  }

  boolean reached() {
    return likelihood
        ? last() <= first() + StrictMath.log(ENOUGH) / 2
        : last() - least <= ENOUGH * (first() - least);
  }

  boolean stillFalls() {
    double before = losses.get(losses.size() - 1 - losses.size() / 10);
    return before - last() > STILL_FALLING * (likelihood ? 1 : before - least);
  }
}
