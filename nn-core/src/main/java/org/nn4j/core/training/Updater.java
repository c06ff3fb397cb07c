package org.nn4j.core.training;

import org.nn4j.api.LearningRateSchedule;
import org.nn4j.api.Matrix;
import org.nn4j.api.Optimizer;
import org.nn4j.api.OptimizerState;
import org.nn4j.api.TrainingClock;

/** An optimizer with its schedule and their state, moving one flat range of parameters. */
final class Updater {
  private final Optimizer optimizer;
  private final LearningRateSchedule schedule;
  private final OptimizerState state;
  private final double[] scheduleState;
  private final Matrix parameters;

  Updater(Optimizer optimizer, LearningRateSchedule schedule, Matrix parameters) {
    this.optimizer = optimizer;
    this.schedule = schedule;
    this.parameters = parameters;
    this.state = new OptimizerState(optimizer, parameters.precision(), parameters.size());
    this.scheduleState = new double[schedule.stateSize()];
    schedule.initialise(scheduleState);
  }

  /** Takes a step and returns its rate. */
  double update(Matrix gradients, TrainingClock clock) {
    double rate = schedule.rate(optimizer.lr(), clock, scheduleState);
    long step = clock.step() + 1;
    optimizer.beginStep(state, rate, step);
    optimizer.update(parameters, gradients, state, 0, parameters.size(), rate, step);
    return rate;
  }

  /** Tells the schedule how an epoch ended. */
  void observe(double loss) {
    schedule.observe(loss, scheduleState);
  }
}
