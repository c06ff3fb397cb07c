package org.nn4j.core.training;

import org.nn4j.api.LearningRateSchedule;
import org.nn4j.api.Matrix;
import org.nn4j.api.Optimizer;
import org.nn4j.api.OptimizerState;
import org.nn4j.api.TrainingClock;
import org.nn4j.core.parallel.SharedTask;
import org.nn4j.core.parallel.WorkerPool;

/** An optimizer with its schedule and their state, moving one flat range of parameters. */
final class Updater implements Stateful, SharedTask {
  private static final String SLOT = "training.optimizer.";
  private static final String SCALARS = "training.optimizer_scalars";
  private static final String SCHEDULE = "training.schedule";

  /** The cost of an element in multiply-adds of a product, which do not wait for memory. */
  private static final int COST = 8;

  /** Elements of a cache line; ranges are multiples of it, so that no line is written by two. */
  private static final int LINE = 16;

  private final Optimizer optimizer;
  private final LearningRateSchedule schedule;
  private final OptimizerState state;
  private final double[] scheduleState;
  private final Matrix parameters;
  private final WorkerPool pool;
  private final int parts;
  private Matrix gradients;
  private double rate;
  private long step;

  /**
   * Allocates the state.
   *
   * @param pool the worker pool
   */
  Updater(Optimizer optimizer, LearningRateSchedule schedule, Matrix parameters, WorkerPool pool) {
    this.optimizer = optimizer;
    this.schedule = schedule;
    this.parameters = parameters;
    this.pool = pool;
    this.parts = pool.parts((long) parameters.size() * COST);
    this.gradients = parameters;
    this.state = new OptimizerState(optimizer, parameters.precision(), parameters.size());
    this.scheduleState = new double[schedule.stateSize()];
    schedule.initialise(scheduleState);
  }

  /** Takes a step and returns its rate. */
  double update(Matrix newGradients, TrainingClock clock) {
    gradients = newGradients;
    rate = schedule.rate(optimizer.lr(), clock, scheduleState);
    step = clock.step() + 1;
    optimizer.beginStep(state, rate, step);
    pool.run(this, parts);
    return rate;
  }

  /** Updates one of the ranges. */
  @Override
  public void run(int part) {
    optimizer.update(parameters, gradients, state, start(part), start(part + 1), rate, step);
  }

  private int start(int part) {
    long size = parameters.size();
    return part == parts ? (int) size : (int) (size * part / parts / LINE * LINE);
  }

  /** Notifies the schedule of how an epoch ended. */
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
