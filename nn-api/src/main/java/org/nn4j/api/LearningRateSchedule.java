package org.nn4j.api;

/**
 * The learning rate as a function of training time, and for some schedules of a metric.
 *
 * <p>A schedule is asked before every step. Most count epochs, so that the rate is constant within
 * one; those that count steps say so.
 */
public interface LearningRateSchedule extends Component {

  /**
   * Computes the rate of the step about to be taken.
   *
   * @param baseRate the optimizer's {@link Optimizer#lr()}
   * @param clock where training stands
   * @param state this schedule's state, of {@link #stateSize()} numbers; not changed
   * @return the rate, at least 0
   */
  double rate(double baseRate, TrainingClock clock, double[] state);

  /** Returns how many numbers of state the schedule needs; 0 for a function of time alone. */
  default int stateSize() {
    return 0;
  }

  /** Sets the state as it is before the first step; zeros on entry. */
  default void initialise(double[] state) {}

  /**
   * Tells the schedule how an epoch ended.
   *
   * @param loss the loss that training watches (validation loss if there is one, else the training
   *     loss), lower being better
   * @param state this schedule's state, changed in place
   */
  default void observe(double loss, double[] state) {}

  @Override
  default LearningRateSchedule with(Parameters changes) {
    return (LearningRateSchedule) RecordParameters.rebuild(this, changes);
  }
}
