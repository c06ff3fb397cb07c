package org.nn4j.core.training;

import org.nn4j.api.DoubleMatrix;
import org.nn4j.api.FloatMatrix;
import org.nn4j.api.Matrix;
import org.nn4j.core.network.ParameterStore;
import org.nn4j.core.parallel.SharedTask;
import org.nn4j.core.parallel.WorkerPool;
import org.nn4j.core.training.objective.DoubleRanges;
import org.nn4j.core.training.objective.FloatRanges;

/** A network's parameters, averaged by a rule while it trains. Allocates only at first. */
final class AveragedParameters implements EvaluationPoint, SharedTask {
  private static final String PREFIX = "training.average.";
  private static final String COUNT = "training.averaged";
  private static final String REMAINING = "training.average_remaining";

  private final WeightAveraging rule;
  private final ParameterStore current;
  private final ParameterStore average;

  /** The network's own parameters while it has the average. */
  private final ParameterStore kept;

  private final WorkerPool pool;
  private final int parts;
  private long count;

  /** dᵗ. */
  private double remaining = 1;

  private double share;

  /**
   * Allocates the average.
   *
   * @param pool the worker pool
   */
  AveragedParameters(WeightAveraging rule, ParameterStore current, WorkerPool pool) {
    this.rule = rule;
    this.current = current;
    this.average = new ParameterStore(current.specs(), current.precision());
    this.kept = new ParameterStore(current.specs(), current.precision());
    this.pool = pool;
    this.parts = Updater.parts(current.trainable(), pool);
  }

  @Override
  public void finishStep() {
    if (rule instanceof WeightAveraging.Ema ema) {
      remaining *= ema.decay();
      add((1 - ema.decay()) / (1 - remaining));
    }
  }

  @Override
  public void finishEpoch(long epoch, long epochs) {
    if (rule instanceof WeightAveraging.Swa swa && epoch > swa.start() * epochs) {
      add(1.0 / (count + 1));
    }
  }

  private void add(double newShare) {
    count++;
    share = newShare;
    pool.run(this, parts);
    Matrix statistics = average.statistics();
    approach(statistics, current.statistics(), 0, statistics.size(), share);
  }

  @Override
  public void run(int part) {
    Matrix values = average.trainable();
    int from = Updater.start(part, parts, values);
    approach(values, current.trainable(), from, Updater.start(part + 1, parts, values), share);
  }

  /** Moves a range of x by a share of the way to y. */
  static void approach(Matrix x, Matrix y, int from, int to, double share) {
    if (x instanceof FloatMatrix floats && y instanceof FloatMatrix others) {
      FloatRanges.approach(floats.array(), others.array(), from, to, (float) share);
    } else if (x instanceof DoubleMatrix doubles && y instanceof DoubleMatrix others) {
      DoubleRanges.approach(doubles.array(), others.array(), from, to, share);
    }
  }

  /** Gives the network the average, if there is one yet. */
  @Override
  public void enter() {
    kept.copyFrom(current);
    if (count > 0) {
      current.copyFrom(average);
    }
  }

  @Override
  public void leave() {
    current.copyFrom(kept);
  }

  @Override
  public void save(TrainingState state) {
    state.put(COUNT, count);
    state.put(REMAINING, remaining);
    new Stateful.Stored(PREFIX, average).save(state);
  }

  @Override
  public void restore(TrainingState state) {
    count = state.integers(COUNT, 1)[0];
    remaining = state.numbers(REMAINING, 1)[0];
    new Stateful.Stored(PREFIX, average).restore(state);
  }
}
