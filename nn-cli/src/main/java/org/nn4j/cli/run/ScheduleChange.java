package org.nn4j.cli.run;

import org.jspecify.annotations.Nullable;
import org.nn4j.api.LearningRateSchedule;
import org.nn4j.api.TrainingClock;
import org.nn4j.core.training.TrainingPlan;

/** What becomes of the learning rate when a run goes on with another number of epochs. */
final class ScheduleChange {
  private ScheduleChange() {}

  /** A moment of a run. */
  private record Moment(long step, long epoch, long stepsPerEpoch, long totalEpochs)
      implements TrainingClock {}

  /**
   * Returns a warning if a schedule has other rates in a run of another length, or null.
   *
   * @param epochsBefore the number of epochs planned when the run began
   * @param samples the number of samples to learn from
   */
  static @Nullable String warning(TrainingPlan plan, int epochsBefore, int samples) {
    int rows = plan.batchRows(samples);
    long stepsPerEpoch = (samples + rows - 1L) / rows;
    for (long epoch = 0; epoch < Math.min(epochsBefore, plan.epochs()); epoch++) {
      long first = epoch * stepsPerEpoch;
      long last = first + stepsPerEpoch - 1;
      for (long step : new long[] {first, last}) {
        double before = rate(plan, new Moment(step, epoch, stepsPerEpoch, epochsBefore));
        double now = rate(plan, new Moment(step, epoch, stepsPerEpoch, plan.epochs()));
        if (before != now) {
          return plan.schedule().name()
              + " has other learning rates for another number of epochs, which was "
              + epochsBefore
              + ": from here on they are those of a run of "
              + plan.epochs()
              + ", and the result is that of neither";
        }
      }
    }
    return null;
  }

  private static double rate(TrainingPlan plan, TrainingClock moment) {
    LearningRateSchedule schedule = plan.schedule();
    double[] state = new double[schedule.stateSize()];
    schedule.initialise(state);
    return schedule.rate(plan.optimizer().lr(), moment, state);
  }
}
