package org.nn4j.api;

/** The progress of a training run, for schedules; the framework's own object is live. */
public interface TrainingClock {

  /** Returns the number of finished steps, which is the index of the next step, from 0. */
  long step();

  /** Returns the number of finished epochs. */
  long epoch();

  /** Returns the number of steps in an epoch, at least 1. */
  long stepsPerEpoch();

  /** Returns the number of planned epochs, at least 1. */
  long totalEpochs();

  /** Returns the number of planned steps. */
  default long totalSteps() {
    return stepsPerEpoch() * totalEpochs();
  }
}
