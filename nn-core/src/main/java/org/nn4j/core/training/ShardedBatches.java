package org.nn4j.core.training;

import java.util.List;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.nn4j.api.Matrix;
import org.nn4j.api.ParameterSpec;
import org.nn4j.api.Precision;
import org.nn4j.core.data.Dataset;
import org.nn4j.core.data.RowPlace;
import org.nn4j.core.data.WeightSum;
import org.nn4j.core.network.Network;
import org.nn4j.core.parallel.WorkerPool;
import org.nn4j.core.random.RandomStream;
import org.nn4j.core.training.objective.Objective;
import org.nn4j.core.training.shard.Collective;
import org.nn4j.core.training.shard.Shards;

/**
 * Batches that are divided into shards, of which this process may have some only.
 *
 * <p>With B batches an epoch, batch i has of shard s, whose n(s) rows have an order of their own in
 * every epoch, those from ⌊(i·n(s) + o)/B⌋ to ⌊((i+1)·n(s) + o)/B⌋, where o = ⌊s·B/V⌋ spreads what
 * does not divide evenly. The gradient is that of the whole batch, the sum along the tree of
 *
 * <pre>
 *   (rows of the shard / rows of the batch) · gradient on the shard's rows
 * </pre>
 *
 * <p>and so is the change of statistics. Layers that look at a whole batch, as batch norm does,
 * look at a shard's rows. Random numbers are those of streams numbered by step, or epoch, and
 * shard, so that nothing of them has to be kept or handed over.
 */
final class ShardedBatches implements GradientBatches {
  private final TrainingPlan plan;
  private final Collective collective;
  private final Shards shards;
  private final Shards.Range own;
  private final Clock clock;
  private final BooleanSupplier requested;
  private final int samples;
  private final boolean weighted;
  private final double meanWeight;
  private final int count;
  private final Objective objective;
  private final Batches batches;
  private final @Nullable Mixup mixup;
  private final RandomStream shuffling;
  private final long shuffleKey;
  private final Matrix leaf;
  private final Matrix statistics;
  private final Matrix before;
  private final ShardSum sum;

  private @Nullable Matrix lastTotal;
  private Matrix totalGradients;
  private Matrix totalChange;

  /** The loss of each shard, and whether its process was asked to end the run. */
  private final Matrix told;

  /** Where each layer's parameters start among all. */
  private final int[] starts;

  /** The shard computed last. */
  private int current;

  /** The first parameter whose gradient was not added yet. */
  private int left;

  private boolean ending;
  private int rows;

  /**
   * Allocates.
   *
   * @param samples the number of all samples
   * @param requested whether this process was asked to end the run
   * @param pool the worker pool
   */
  ShardedBatches(
      TrainingPlan plan,
      Network network,
      Dataset train,
      int samples,
      Collective collective,
      Clock clock,
      BooleanSupplier requested,
      WorkerPool pool) {
    this.plan = plan;
    this.collective = collective;
    this.shards = collective.shards();
    this.own = collective.own();
    this.current = own.first();
    this.clock = clock;
    this.requested = requested;
    this.samples = samples;
    this.weighted = train.weighted();
    this.meanWeight = weighted ? meanWeight(train) : 1;
    this.count = GradientBatches.count(plan, samples);
    int most = 1;
    for (int shard = 0; shard < shards.count(); shard++) {
      most = Math.max(most, (rows(shard) + count - 1) / count);
    }
    int parameters = network.parameters().trainable().size();
    this.statistics = network.parameters().statistics();
    this.before = Matrix.zeros(network.precision(), 1, statistics.size());
    this.leaf = Matrix.zeros(network.precision(), 1, parameters + statistics.size());
    this.objective = new Objective(network, plan.loss(), most, pool, leaf.columns(0, parameters));
    this.batches =
        new Batches(train, most, network.precision(), meanWeight, network.kernels(), pool);
    this.mixup =
        plan.mixup() == 0
            ? null
            : new Mixup(plan, train, most, network.outputWidth(), network.precision());
    this.shuffling = new RandomStream(plan.seed(), "shuffle");
    this.shuffleKey = shuffling.nextLong();
    this.sum = new ShardSum(collective, leaf, pool);
    this.totalGradients = leaf;
    this.totalChange = leaf;
    this.told = Matrix.zeros(Precision.FLOAT64, shards.count(), 2);
    this.starts = starts(network);
    objective.bound().chain().onBackward(layer -> add(starts[layer]));
  }

  private static int[] starts(Network network) {
    int[] starts = new int[network.layers().size()];
    int start = network.parameters().trainable().size();
    for (int layer = starts.length - 1; layer >= 0; layer--) {
      String prefix = "layers." + layer + ".";
      for (ParameterSpec spec : network.parameters().specs()) {
        if (spec.trainable() && spec.name().startsWith(prefix)) {
          start -= spec.rows() * spec.columns();
        }
      }
      starts[layer] = start;
    }
    return starts;
  }

  private double meanWeight(Dataset train) {
    Matrix sums = Matrix.zeros(Precision.FLOAT64, shards.count(), 3);
    for (int shard = own.first(); shard < own.end(); shard++) {
      WeightSum weights = WeightSum.of(train, start(shard), start(shard + 1));
      sums.set(shard, 0, weights.sum());
      sums.set(shard, 1, weights.least());
      sums.set(shard, 2, weights.most());
    }
    collective.gather(sums);
    WeightSum total = WeightSum.NONE;
    for (int shard = 0; shard < shards.count(); shard++) {
      total = total.plus(new WeightSum(sums.get(shard, 0), sums.get(shard, 1), sums.get(shard, 2)));
    }
    return total.mean(samples);
  }

  /** Returns a shard's first row among those of this process. */
  private int start(int shard) {
    return (int) (shards.start(shard, samples) - shards.start(own.first(), samples));
  }

  private int rows(int shard) {
    return (int) (shards.start(shard + 1, samples) - shards.start(shard, samples));
  }

  /** Returns how many of a shard's rows come before a batch. */
  private int taken(int shard, int batch) {
    long offset = (long) shard * count / shards.count();
    return (int) (((long) batch * rows(shard) + offset) / count);
  }

  @Override
  public int count() {
    return count;
  }

  @Override
  public void startEpoch() {
    if (plan.shuffle()) {
      for (int shard = own.first(); shard < own.end(); shard++) {
        shuffling.restart(shuffleKey, clock.epoch() * Shards.MOST + shard);
        batches.shuffle(shuffling, start(shard), start(shard + 1));
      }
    }
  }

  @Override
  public double gradient(int index) {
    return gradient(index, true);
  }

  @Override
  public double evaluate(int index) {
    return gradient(index, false);
  }

  private double gradient(int index, boolean finite) {
    rows = 0;
    for (int shard = 0; shard < shards.count(); shard++) {
      rows += taken(shard, index + 1) - taken(shard, index);
    }
    objective.bound().beginStep(clock);
    before.copyFrom(statistics);
    DivergenceException fault = null;
    for (int shard = own.first(); shard < own.end(); shard++) {
      double loss = gradient(shard, taken(shard, index), taken(shard, index + 1));
      told.set(shard, 0, loss);
      told.set(shard, 1, requested.getAsBoolean() ? 1 : 0);
      if (finite && !Double.isFinite(loss) && fault == null) {
        fault = divergence(index).ofLoss();
      }
    }
    collective.gather(told);
    useTotal();
    double loss = 0;
    for (int shard = 0; shard < shards.count(); shard++) {
      int part = taken(shard, index + 1) - taken(shard, index);
      loss += part == 0 ? 0 : told.get(shard, 0) * part / rows;
      ending |= told.get(shard, 1) > 0;
    }
    loss += objective.penalize();
    if (fault != null) {
      throw fault;
    }
    if (finite && !Double.isFinite(loss)) {
      throw Divergence.ofAnotherProcess((int) clock.epoch() + 1, index + 1);
    }
    return loss;
  }

  /** Computes the loss of a shard's rows and adds their share of the gradient to the sum. */
  private double gradient(int shard, int from, int to) {
    current = shard;
    sum.begin(shard, rows == 0 ? 0 : (double) (to - from) / rows);
    left = leaf.size();
    statistics.copyFrom(before);
    double loss = 0;
    if (from < to) {
      long stream = clock.step() * Shards.MOST + shard;
      objective.bound().restartRandom(stream);
      batches.load(start(shard) + from, start(shard) + to);
      if (mixup != null) {
        mixup.restartRandom(stream);
        batches.mix(mixup);
      }
      loss = objective.lossGradient(batches.x(), batches.y(), batches.w());
    } else {
      objective.gradients().fill(0);
    }
    add(0);
    return loss;
  }

  /** Adds what comes before the elements that were added last. */
  private void add(int from) {
    if (left == leaf.size()) {
      int parameters = objective.gradients().size();
      for (int i = 0; i < statistics.size(); i++) {
        leaf.set(0, parameters + i, statistics.get(0, i) - before.get(0, i));
      }
    }
    if (from < left) {
      sum.add(from, left);
      left = from;
    }
  }

  /** Gives the objective the gradient of the whole batch, and the statistics their new values. */
  private void useTotal() {
    Matrix total = sum.total();
    if (total != lastTotal) {
      int parameters = objective.gradients().size();
      totalGradients = total.columns(0, parameters);
      totalChange = total.columns(parameters, leaf.size());
      lastTotal = total;
    }
    objective.gradients().copyFrom(totalGradients);
    statistics.copyFrom(before);
    ShardSum.add(totalChange, 0, statistics.size(), statistics);
  }

  @Override
  public int rows() {
    return rows;
  }

  @Override
  public Objective objective() {
    return objective;
  }

  @Override
  public int samples() {
    return samples;
  }

  @Override
  public double meanWeight() {
    return meanWeight;
  }

  @Override
  public boolean weighted() {
    return weighted;
  }

  @Override
  public Divergence divergence(int updates) {
    return new Divergence(objective, batches, this::places, (int) clock.epoch() + 1, updates);
  }

  /** Returns where the rows of a batch came from that the shard computed last has. */
  private RowPlace[] places(int batch) {
    int start = start(current);
    return own.first() == own.end()
        ? new RowPlace[0]
        : batches.places(start + taken(current, batch), start + taken(current, batch + 1));
  }

  /** Returns nothing: orders and random numbers follow from the numbers of epoch and step. */
  @Override
  public List<Stateful> state() {
    return List.of(
        new Stateful() {
          @Override
          public void save(TrainingState state) {}

          @Override
          public void restore(TrainingState state) {
            startEpoch();
          }
        });
  }

  @Override
  public boolean ending() {
    return ending;
  }

  @Override
  public void agree() {
    for (int shard = own.first(); shard < own.end(); shard++) {
      told.set(shard, 1, requested.getAsBoolean() ? 1 : 0);
    }
    collective.gather(told);
    for (int shard = 0; shard < shards.count(); shard++) {
      ending |= told.get(shard, 1) > 0;
    }
  }
}
