package org.nn4j.core.training;

import org.nn4j.api.Matrix;
import org.nn4j.api.TrainingClock;
import org.nn4j.core.network.ParameterStore;
import org.nn4j.core.training.objective.Objective;

/** The average that an optimizer keeps in one of its slots, with statistics averaged likewise. */
final class OptimizerAverage implements EvaluationPoint {
  private static final String STATISTICS = "training.average_statistics";

  private final Updater updater;
  private final ParameterStore current;

  /** The network's own parameters while it has the average. */
  private final ParameterStore kept;

  private final Matrix statistics;
  private final Objective objective;
  private final TrainingClock clock;

  /**
   * Allocates the statistics' average.
   *
   * @param clock the run's, with the number of steps taken
   */
  OptimizerAverage(
      Updater updater, ParameterStore current, Objective objective, TrainingClock clock) {
    this.updater = updater;
    this.current = current;
    this.kept = new ParameterStore(current.specs(), current.precision());
    this.statistics = Matrix.zeros(current.precision(), 1, current.statistics().size());
    this.objective = objective;
    this.clock = clock;
  }

  /** Averages the statistics, exactly where the step is all there is to average. */
  @Override
  public void finishStep() {
    double share = updater.averageShare();
    if (clock.step() == 1 || share == 1) {
      statistics.copyFrom(current.statistics());
    } else {
      AveragedParameters.approach(statistics, current.statistics(), 0, statistics.size(), share);
    }
  }

  @Override
  public void finishEpoch(long epoch, long epochs) {
    // The optimizer averages steps.
  }

  /** Gives the network the average, once there was a step, within the constraints of its layers. */
  @Override
  public void enter() {
    kept.copyFrom(current);
    if (clock.step() > 0) {
      updater.copyAverage(current.trainable());
      current.statistics().copyFrom(statistics);
      objective.constrain();
    }
  }

  @Override
  public void leave() {
    current.copyFrom(kept);
  }

  @Override
  public void save(TrainingState state) {
    state.put(STATISTICS, statistics);
  }

  @Override
  public void restore(TrainingState state) {
    state.copy(STATISTICS, statistics);
  }
}
