package org.nn4j.examples;

import org.nn4j.core.training.EpochResult;
import org.nn4j.core.training.TrainingListener;
import org.nn4j.core.training.TrainingRun;

// tag::listener
/** Remembers the epoch with the least loss: that on the validation data where there are any. */
public final class BestEpoch implements TrainingListener {
  private int epoch;
  private double loss;

  @Override
  public void started(TrainingRun run) {
    epoch = 0;
    loss = Double.POSITIVE_INFINITY;
  }

  @Override
  public void epochDone(EpochResult result) {
    if (result.watchedLoss() < loss) {
      epoch = result.epoch();
      loss = result.watchedLoss();
    }
  }

  /** Returns the number of the best epoch, from 1. */
  public int epoch() {
    return epoch;
  }
}
// end::listener
