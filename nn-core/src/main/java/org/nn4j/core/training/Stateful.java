package org.nn4j.core.training;

/** A part of a training run that changes from step to step or from epoch to epoch. */
interface Stateful {

  /** Adds what the part needs to go on. */
  void save(TrainingState state);

  /**
   * Continues from what {@link #save} added.
   *
   * @throws org.nn4j.core.InputException if it is missing or does not fit this run
   */
  void restore(TrainingState state);
}
