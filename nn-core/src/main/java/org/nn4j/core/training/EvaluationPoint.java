package org.nn4j.core.training;

/** Where a network is evaluated and what training ends with, if that is not where it is trained. */
interface EvaluationPoint extends Stateful {

  /** Looks at the parameters after a step. */
  void finishStep();

  /** Looks at the parameters after an epoch, whose number counts from 1. */
  void finishEpoch(long epoch, long epochs);

  /** Moves the network there, and keeps what it had. */
  void enter();

  /** Gives the network back what it had before {@link #enter}. */
  void leave();
}
