package org.nn4j.core.training;

import org.nn4j.api.LearningRateSchedule;
import org.nn4j.api.Matrix;
import org.nn4j.api.Optimizer;
import org.nn4j.api.OptimizerState;
import org.nn4j.api.TrainingClock;

/** An optimizer with its schedule and their state, moving one flat range of parameters. */
final class Updater implements Stateful {
  private static final String SLOT = "training.optimizer.";
  private static final String SCALARS = "training.optimizer_scalars";
  private static final String SCHEDULE = "training.schedule";

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

  @Override
  public void save(TrainingState saved) {
    for (int i = 0; i < state.slots().size(); i++) {
      saved.put(SLOT + i, state.slot(i));
    }
    saved.put(SCALARS, state.scalars());
    saved.put(SCHEDULE, scheduleState);
  }

  @Override
  public void restore(TrainingState saved) {
    for (int i = 0; i < state.slots().size(); i++) {
      saved.copy(SLOT + i, state.slot(i));
    }
    copy(saved, SCALARS, state.scalars());
    copy(saved, SCHEDULE, scheduleState);
  }

  private static void copy(TrainingState saved, String name, double[] target) {
    System.arraycopy(saved.numbers(name, target.length), 0, target, 0, target.length);
  }
}
