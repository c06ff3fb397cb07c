package org.nn4j.api;

/** Where a training run stands, read by schedules; the framework's own object is live. */
public interface TrainingClock {

  /** Returns the number of steps finished, which is the index from 0 of the step to come. */
  long step();

  /** Returns the number of epochs finished. */
  long epoch();

  /** Returns the number of steps in an epoch, at least 1. */
  long stepsPerEpoch();

  /** Returns the number of epochs planned, at least 1. */
  long totalEpochs();

  /** Returns the number of steps planned. */
  default long totalSteps() {
    return stepsPerEpoch() * totalEpochs();
  }
}
