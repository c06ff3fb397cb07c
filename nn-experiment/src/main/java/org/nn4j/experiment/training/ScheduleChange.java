package org.nn4j.experiment.training;

import org.nn4j.api.LearningRateSchedule;
import org.nn4j.api.TrainingClock;
import org.nn4j.core.checkpoint.Checkpoint;
import org.nn4j.core.training.TrainingPlan;
import org.nn4j.experiment.config.TrainingSettings;
import org.nn4j.experiment.data.Notices;

/** What becomes of the learning rate when a run goes on with another number of epochs. */
final class ScheduleChange {
  private ScheduleChange() {}

  /** A moment of a run. */
  private record Moment(long step, long epoch, long stepsPerEpoch, long totalEpochs)
      implements TrainingClock {}

  /**
   * Warns if a run goes on for another number of epochs, and its schedule has other rates then.
   *
   * @param samples the number of samples to learn from
   */
  static void warn(Checkpoint checkpoint, TrainingPlan plan, int samples, Notices notices) {
    int before = RunNotes.settings(checkpoint).get(TrainingSettings.EPOCHS);
    int rows = plan.batchRows(samples);
    int steps = (int) Math.ceil((double) samples / rows);
    if (checkpoint.state().epochs() < plan.epochs() && differ(plan, before, steps)) {
      notices.warn(
          plan.schedule().name()
              + " has other learning rates for another number of epochs, which was "
              + before
              + ": from here on they are those of a run of "
              + plan.epochs()
              + ", and the result is that of neither");
    }
  }

  /** Compares the rates of the first and the last step of every epoch that both runs have. */
  private static boolean differ(TrainingPlan plan, int epochsBefore, int stepsPerEpoch) {
    for (long epoch = 0; epoch < Math.min(epochsBefore, plan.epochs()); epoch++) {
      long first = epoch * stepsPerEpoch;
      for (long step : new long[] {first, first + stepsPerEpoch - 1}) {
        if (rate(plan, new Moment(step, epoch, stepsPerEpoch, epochsBefore))
            != rate(plan, new Moment(step, epoch, stepsPerEpoch, plan.epochs()))) {
          return true;
        }
      }
    }
    return false;
  }

  private static double rate(TrainingPlan plan, TrainingClock moment) {
    LearningRateSchedule schedule = plan.schedule();
    double[] state = new double[schedule.stateSize()];
    schedule.initialise(state);
    return schedule.rate(plan.optimizer().lr(), moment, state);
  }
}
