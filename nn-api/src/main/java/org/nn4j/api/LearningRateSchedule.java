package org.nn4j.api;

/**
 * The learning rate as a function of training time, and for some schedules of a metric.
 *
 * <p>A schedule is called before every step. Most count epochs, so that the rate is constant within
 * an epoch; those that count steps say so.
 */
public interface LearningRateSchedule extends Component {

  /**
   * The base rate throughout, {@code constant}: what a part has whose schedule is not given, since
   * parts cannot name those of another module. The catalog's is another object of the same name.
   */
  LearningRateSchedule CONSTANT =
      new LearningRateSchedule() {
        @Override
        public String name() {
          return "constant";
        }

        @Override
        public double rate(double baseRate, TrainingClock clock, double[] state) {
          return baseRate;
        }
      };

  /**
   * Computes the rate of the next step.
   *
   * @param baseRate the optimizer's {@link Optimizer#lr()}
   * @param clock the progress of training
   * @param state this schedule's state of {@link #stateSize()} numbers; not changed
   * @return the rate, at least 0
   */
  double rate(double baseRate, TrainingClock clock, double[] state);

  /** Returns the number of values in the schedule's state; 0 for a function of time alone. */
  default int stateSize() {
    return 0;
  }

  /** Sets the state before the first step; it holds zeros on entry. */
  default void initialise(double[] state) {}

  /**
   * Updates the state at the end of an epoch.
   *
   * @param loss the monitored loss (the validation loss if there is one, else the training loss);
   *     lower is better
   * @param state this schedule's state, changed in place
   */
  default void observe(double loss, double[] state) {}

  @Override
  default LearningRateSchedule with(Parameters changes) {
    return (LearningRateSchedule) RecordParameters.rebuild(this, changes);
  }
}
