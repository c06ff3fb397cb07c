package org.nn4j.core.training;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.nn4j.api.FullBatchOptimizer;
import org.nn4j.core.data.Dataset;
import org.nn4j.core.network.Network;
import org.nn4j.core.parallel.WorkerPool;
import org.nn4j.core.random.RandomStream;
import org.nn4j.core.training.objective.Objective;

/** Batches that are computed as one, of samples in an order that goes on from epoch to epoch. */
final class WholeBatches implements GradientBatches {
  private final TrainingPlan plan;
  private final Dataset train;
  private final Clock clock;
  private final double meanWeight;
  private final BooleanSupplier requested;

  /** Whether a batch is evaluated several times in a step, and is all rows. */
  private final boolean repeats;

  private final Objective objective;
  private final Batches batches;
  private final @Nullable Mixup mixup;
  private final RandomStream shuffling;

  /**
   * Allocates.
   *
   * @param requested whether the run was asked to end
   * @param pool the worker pool
   */
  WholeBatches(
      TrainingPlan plan,
      Network network,
      Dataset train,
      Clock clock,
      BooleanSupplier requested,
      WorkerPool pool) {
    this.plan = plan;
    this.train = train;
    this.clock = clock;
    this.requested = requested;
    this.repeats = plan.optimizer() instanceof FullBatchOptimizer;
    int rows = plan.batchRows(train.size());
    this.objective = new Objective(network, plan.loss(), rows, pool);
    this.meanWeight = train.meanWeight();
    this.batches =
        new Batches(train, rows, network.precision(), meanWeight, network.kernels(), pool);
    this.mixup =
        plan.mixup() == 0
            ? null
            : new Mixup(plan, train, rows, network.outputWidth(), network.precision());
    this.shuffling = new RandomStream(plan.seed(), "shuffle");
  }

  @Override
  public int count() {
    return batches.count();
  }

  @Override
  public void startEpoch() {
    if (plan.shuffle() && !repeats) {
      batches.shuffle(shuffling);
    }
  }

  @Override
  public double gradient(int index) {
    double loss = evaluate(index);
    if (!Double.isFinite(loss)) {
      throw divergence(index).ofLoss();
    }
    return loss;
  }

  @Override
  public double evaluate(int index) {
    if (repeats) {
      objective.bound().restartRandom(clock.step());
    }
    batches.load(index);
    if (mixup != null) {
      if (repeats) {
        mixup.restartRandom(clock.step());
      }
      batches.mix(mixup);
    }
    objective.bound().beginStep(clock);
    return objective.gradient(batches.x(), batches.y(), batches.w());
  }

  /** Returns the batch that was loaded last. */
  Batches last() {
    return batches;
  }

  @Override
  public int rows() {
    return batches.x().rows();
  }

  @Override
  public Objective objective() {
    return objective;
  }

  @Override
  public int samples() {
    return train.size();
  }

  @Override
  public double meanWeight() {
    return meanWeight;
  }

  @Override
  public boolean weighted() {
    return train.weighted();
  }

  @Override
  public Divergence divergence(int updates) {
    return new Divergence(objective, batches, batches::places, (int) clock.epoch() + 1, updates);
  }

  @Override
  public List<Stateful> state() {
    List<Stateful> parts = new ArrayList<>();
    parts.add(new Stateful.Streams(shuffling, objective.bound()));
    if (plan.shuffle()) {
      parts.add(batches);
    }
    if (mixup != null) {
      parts.add(mixup);
    }
    return parts;
  }

  @Override
  public boolean ending() {
    return requested.getAsBoolean();
  }

  @Override
  public void agree() {}
}
