package org.nn4j.core.training;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nn4j.api.AveragingOptimizer;
import org.nn4j.api.Checks;
import org.nn4j.api.FullBatchOptimizer;
import org.nn4j.api.LearningRateSchedule;
import org.nn4j.api.Loss;
import org.nn4j.api.Metric;
import org.nn4j.api.Optimizer;
import org.nn4j.core.registry.Catalog;
import org.nn4j.core.registry.PartReference;
import org.nn4j.core.training.shard.Shards;

/**
 * How to train: everything but the network and the data. Immutable.
 *
 * @param loss what to minimize
 * @param optimizer the update rule
 * @param schedule the rate over time
 * @param epochs greatest number of passes over the data, at least 1
 * @param batchSize rows of a batch, at least 1; the last batch of an epoch may be shorter. 0 takes
 *     all rows at once
 * @param shuffle whether every epoch has a new order
 * @param seed seed of the orders
 * @param clipping bounds on the gradients
 * @param mixup the α of the shares at which a batch's samples are mixed with one another, λ ~
 *     Beta(α, α); 0 for none. See {@link #withMixup}
 * @param metrics what to evaluate after every epoch
 * @param stop when training has gone far enough
 * @param earlyStopping what to watch for improvement, or null
 * @param parameterGroups factors of the rate and the weight decay of some parameters
 * @param weightDecaySchedule what the optimizer's weight decay is multiplied with over time
 * @param averaging the average of the parameters that training ends with, or null for the last
 * @param shards into how many shards a batch is divided, whose gradients are summed along a tree,
 *     so that any number of processes get the same bits as one; 0 for none, which is faster on one
 *     machine. Another number gives other bits
 */
public record TrainingPlan(
    Loss loss,
    Optimizer optimizer,
    LearningRateSchedule schedule,
    int epochs,
    int batchSize,
    boolean shuffle,
    long seed,
    GradientClipping clipping,
    double mixup,
    List<Metric> metrics,
    StopCriterion stop,
    @Nullable EarlyStopping earlyStopping,
    List<ParameterGroup> parameterGroups,
    LearningRateSchedule weightDecaySchedule,
    @Nullable WeightAveraging averaging,
    int shards) {

  /**
   * Checks the numbers and copies the lists.
   *
   * @throws IllegalArgumentException if a number is out of range, batches, bounds on gradients or
   *     rates of groups are given to an optimizer that evaluates the loss over all rows, or another
   *     average to one that has an average of its own
   */
  public TrainingPlan {
    Checks.atLeast("epochs", epochs, 1);
    Checks.atLeast("batch", batchSize, 0);
    Checks.nonNegative("mixup", mixup);
    requireShards(shards);
    requireFit(optimizer, batchSize, clipping, parameterGroups);
    requireOneAverage(optimizer, averaging);
    metrics = List.copyOf(metrics);
    parameterGroups = List.copyOf(parameterGroups);
  }

  private static void requireFit(
      Optimizer optimizer, int batchSize, GradientClipping clipping, List<ParameterGroup> groups) {
    if (!(optimizer instanceof FullBatchOptimizer)) {
      return;
    }
    if (batchSize != 0) {
      throw new IllegalArgumentException(
          optimizer.shortExpression()
              + " evaluates the loss over all rows in every step, but batch is "
              + batchSize
              + "; take all rows at once (batch full, or 0), or another optimizer such as adam");
    }
    if (!clipping.equals(GradientClipping.NONE)) {
      throw new IllegalArgumentException(
          optimizer.shortExpression()
              + " needs the gradient of the loss as it is, but it is to be clipped ("
              + clipping
              + "); leave clip_value and clip_norm at 0");
    }
    for (ParameterGroup group : groups) {
      if (group.rate() != 0 && group.rate() != 1) {
        throw new IllegalArgumentException(
            optimizer.shortExpression()
                + " finds the steps of all parameters together, but the group "
                + group.expression()
                + " has a rate of its own; give it the factor 1, or 0 to freeze its parameters");
      }
    }
  }

  private static void requireOneAverage(Optimizer optimizer, @Nullable WeightAveraging averaging) {
    if (averaging != null && optimizer instanceof AveragingOptimizer) {
      throw new IllegalArgumentException(
          optimizer.shortExpression()
              + " evaluates an average of its own, but weight averaging is "
              + averaging.expression()
              + "; leave one of the two out");
    }
  }

  private static void requireShards(int shards) {
    if (shards != 0) {
      Shards.require(shards);
    }
  }

  /** Creates a plan: shuffled, without clipping, metrics or a stop criterion. */
  public TrainingPlan(
      Loss loss,
      Optimizer optimizer,
      LearningRateSchedule schedule,
      int epochs,
      int batchSize,
      long seed) {
    this(
        loss,
        optimizer,
        schedule,
        epochs,
        batchSize,
        true,
        seed,
        GradientClipping.NONE,
        0,
        List.of(),
        StopCriterion.NEVER,
        null,
        List.of(),
        LearningRateSchedule.CONSTANT,
        null,
        0);
  }

  /** Starts composing a plan. */
  public static Builder builder() {
    return new Builder();
  }

  /** Starts composing a plan that is this one but for what is set. */
  public Builder toBuilder() {
    return new Builder(this);
  }

  /** Returns a copy with metrics. */
  public TrainingPlan withMetrics(List<Metric> newMetrics) {
    return toBuilder().metrics(newMetrics).build();
  }

  /** Returns a copy with bounds on the gradients. */
  public TrainingPlan withClipping(GradientClipping newClipping) {
    return toBuilder().clipping(newClipping).build();
  }

  /**
   * Returns a copy that mixes each batch's samples with one another: a sample (x, y) becomes λ·(x,
   * y) + (1 − λ)·(x', y') with another one, which keeps a network from trusting single samples.
   * Targets must be numbers between which there are meaningful values: not class indices but
   * distributions, which {@link org.nn4j.core.preprocess.SmoothedLabels#distributions} makes of
   * them.
   *
   * <p>Source: Zhang et al., "mixup: Beyond Empirical Risk Minimization", 2018, who take an α of
   * 0.1 to 0.4 for images.
   *
   * @param alpha the α of λ ~ Beta(α, α), drawn once per batch; 0 for none
   */
  public TrainingPlan withMixup(double alpha) {
    return toBuilder().mixup(alpha).build();
  }

  /** Returns a copy with a stop criterion. */
  public TrainingPlan withStop(StopCriterion newStop) {
    return toBuilder().stop(newStop).build();
  }

  /** Returns a copy with early stopping, or without. */
  public TrainingPlan withEarlyStopping(@Nullable EarlyStopping newEarlyStopping) {
    return toBuilder().earlyStopping(newEarlyStopping).build();
  }

  /** Returns a copy with another number of epochs. */
  public TrainingPlan withEpochs(int newEpochs) {
    return toBuilder().epochs(newEpochs).build();
  }

  /** Returns a copy with factors of the rate and the weight decay of some parameters. */
  public TrainingPlan withParameterGroups(List<ParameterGroup> newGroups) {
    return toBuilder().parameterGroups(newGroups).build();
  }

  /** Returns a copy that ends with an average of the parameters, or with the last ones. */
  public TrainingPlan withAveraging(@Nullable WeightAveraging newAveraging) {
    return toBuilder().averaging(newAveraging).build();
  }

  /** Returns a copy whose batches are divided into shards, or into none for 0. */
  public TrainingPlan withShards(int newShards) {
    return toBuilder().shards(newShards).build();
  }

  /** Returns a copy that keeps the samples' order or not. */
  public TrainingPlan withShuffle(boolean newShuffle) {
    return toBuilder().shuffle(newShuffle).build();
  }

  /** Returns the rows of a full batch for that many samples. */
  public int batchRows(int samples) {
    return batchSize == 0 ? samples : Math.min(batchSize, samples);
  }

  /**
   * Returns loss, optimizer, schedule, epochs, batch and seed on a line, such as {@code
   * categorical_cross_entropy, sgd(lr=0.1, …), cosine(…), 100 epochs, batches of 32, seed 7}.
   */
  @Override
  public String toString() {
    return text(
        loss.expression(), optimizer.expression(), schedule.expression(), epochs, batchSize, seed);
  }

  static String text(
      @Nullable Object loss, Object optimizer, Object schedule, int epochs, int batch, long seed) {
    return (loss == null ? "no loss" : loss)
        + (", " + optimizer + ", " + schedule + ", ")
        + (epochs + (epochs == 1 ? " epoch, " : " epochs, "))
        + (batch == 0 ? "all rows at once" : "batches of " + batch)
        + (", seed " + seed);
  }

  /**
   * Composes a {@link TrainingPlan}; parts are given as instances or by name, interchangeably.
   * Names are looked up by {@link #build}, in the catalog that is given before or after them; an
   * expression that breaks the grammar and a number out of range are errors at once.
   *
   * <p>By default: adam, constant rate, 100 epochs, batches of 32, or all rows for optimizers that
   * need them, shuffled, seed 0.
   */
  public static final class Builder {
    private static final int BATCH = 32;

    private @Nullable Catalog catalog;
    private @Nullable PartReference<Loss> loss;
    private PartReference<Optimizer> optimizer = PartReference.parse(Optimizer.class, "adam");
    private PartReference<LearningRateSchedule> schedule =
        PartReference.parse(LearningRateSchedule.class, "constant");
    private int epochs = 100;
    private @Nullable Integer batch;
    private boolean shuffle = true;
    private long seed;
    private GradientClipping clipping = GradientClipping.NONE;
    private double mixup;
    private List<PartReference<Metric>> metrics = new ArrayList<>();
    private StopCriterion stop = StopCriterion.NEVER;
    private @Nullable EarlyStopping earlyStopping;
    private List<ParameterGroup> parameterGroups = List.of();
    private PartReference<LearningRateSchedule> weightDecaySchedule =
        PartReference.of(LearningRateSchedule.class, LearningRateSchedule.CONSTANT);
    private @Nullable WeightAveraging averaging;
    private int shards;

    Builder() {}

    /** Starts from a plan. */
    Builder(TrainingPlan plan) {
      loss = PartReference.of(Loss.class, plan.loss());
      optimizer = PartReference.of(Optimizer.class, plan.optimizer());
      schedule = PartReference.of(LearningRateSchedule.class, plan.schedule());
      epochs = plan.epochs();
      batch = plan.batchSize();
      shuffle = plan.shuffle();
      seed = plan.seed();
      clipping = plan.clipping();
      mixup = plan.mixup();
      metrics(plan.metrics());
      stop = plan.stop();
      earlyStopping = plan.earlyStopping();
      parameterGroups = plan.parameterGroups();
      weightDecaySchedule =
          PartReference.of(LearningRateSchedule.class, plan.weightDecaySchedule());
      averaging = plan.averaging();
      shards = plan.shards();
    }

    /** Sets where names are looked up; by default among what is on the class or module path. */
    public Builder catalog(Catalog newCatalog) {
      catalog = newCatalog;
      return this;
    }

    /** Sets the loss, without which there is no plan. */
    public Builder loss(Loss newLoss) {
      loss = PartReference.of(Loss.class, newLoss);
      return this;
    }

    /** Sets the loss by its expression, such as {@code huber(delta=0.5)}. */
    public Builder loss(String expression) {
      loss = PartReference.parse(Loss.class, expression).checked(catalog);
      return this;
    }

    /** Sets the optimizer. */
    public Builder optimizer(Optimizer newOptimizer) {
      optimizer = PartReference.of(Optimizer.class, newOptimizer);
      return this;
    }

    /** Sets the optimizer by its expression, such as {@code sgd(lr=0.1, momentum=0.9)}. */
    public Builder optimizer(String expression) {
      optimizer = PartReference.parse(Optimizer.class, expression).checked(catalog);
      return this;
    }

    /** Sets the schedule. */
    public Builder schedule(LearningRateSchedule newSchedule) {
      schedule = PartReference.of(LearningRateSchedule.class, newSchedule);
      return this;
    }

    /** Sets the schedule by its expression, such as {@code cosine(eta_min=1e-4)}. */
    public Builder schedule(String expression) {
      schedule = PartReference.parse(LearningRateSchedule.class, expression).checked(catalog);
      return this;
    }

    /** Sets all metrics to evaluate after every epoch, in place of those set so far. */
    public Builder metrics(List<Metric> newMetrics) {
      metrics =
          new ArrayList<>(
              newMetrics.stream().map(metric -> PartReference.of(Metric.class, metric)).toList());
      return this;
    }

    /**
     * Sets the α at which a batch's samples are mixed; see {@link TrainingPlan#withMixup}.
     *
     * @throws IllegalArgumentException if it is negative or not finite
     */
    public Builder mixup(double alpha) {
      Checks.nonNegative("mixup", alpha);
      mixup = alpha;
      return this;
    }

    /** Adds a metric to evaluate after every epoch. */
    public Builder metric(Metric metric) {
      metrics.add(PartReference.of(Metric.class, metric));
      return this;
    }

    /** Adds a metric by its expression, such as {@code top_k(k=3)}. */
    public Builder metric(String expression) {
      metrics.add(PartReference.parse(Metric.class, expression).checked(catalog));
      return this;
    }

    /**
     * Sets the greatest number of passes over the data.
     *
     * @throws IllegalArgumentException if it is below 1
     */
    public Builder epochs(int newEpochs) {
      Checks.atLeast("epochs", newEpochs, 1);
      epochs = newEpochs;
      return this;
    }

    /**
     * Sets the rows of a batch; 0 takes all at once, as {@link #fullBatch} does.
     *
     * @throws IllegalArgumentException if they are negative
     */
    public Builder batch(int rows) {
      Checks.atLeast("batch", rows, 0);
      batch = rows;
      return this;
    }

    /** Takes all rows in one batch. */
    public Builder fullBatch() {
      return batch(0);
    }

    /** Sets whether every epoch has a new order. */
    public Builder shuffle(boolean newShuffle) {
      shuffle = newShuffle;
      return this;
    }

    /** Sets the seed of the orders. */
    public Builder seed(long newSeed) {
      seed = newSeed;
      return this;
    }

    /** Sets bounds on the gradients. */
    public Builder clipping(GradientClipping newClipping) {
      clipping = newClipping;
      return this;
    }

    /**
     * Bounds the Euclidean length of all gradients together; see {@link GradientClipping#norm}.
     *
     * @throws IllegalArgumentException if the bound is negative or not finite
     */
    public Builder clipNorm(double norm) {
      return clipping(new GradientClipping(clipping.value(), norm));
    }

    /**
     * Bounds each gradient; see {@link GradientClipping#value}.
     *
     * @throws IllegalArgumentException if the bound is negative or not finite
     */
    public Builder clipValue(double value) {
      return clipping(new GradientClipping(value, clipping.norm()));
    }

    /** Sets when to stop before all epochs are done. */
    public Builder stop(StopCriterion newStop) {
      stop = newStop;
      return this;
    }

    /** Sets what to watch for improvement, or null for nothing. */
    public Builder earlyStopping(@Nullable EarlyStopping newEarlyStopping) {
      earlyStopping = newEarlyStopping;
      return this;
    }

    /** Sets what to watch for improvement: {@code validation_loss(patience=20)}. */
    public Builder earlyStopping(String expression) {
      return earlyStopping(EarlyStopping.parse(expression));
    }

    /** Sets factors of the rate and the weight decay of some parameters, in place of all so far. */
    public Builder parameterGroups(List<ParameterGroup> newGroups) {
      parameterGroups = List.copyOf(newGroups);
      return this;
    }

    /**
     * Sets them by their expressions, such as {@code *.bias(rate=0.1, decay=0)}.
     *
     * @throws org.nn4j.core.InputException if the grammar or a factor is wrong
     */
    public Builder parameterGroups(String... groups) {
      return parameterGroups(Arrays.stream(groups).map(ParameterGroup::parse).toList());
    }

    /** Sets what the optimizer's weight decay is multiplied with over time. */
    public Builder weightDecaySchedule(LearningRateSchedule newSchedule) {
      weightDecaySchedule = PartReference.of(LearningRateSchedule.class, newSchedule);
      return this;
    }

    /** Sets it by its expression, such as {@code flat_cosine}. */
    public Builder weightDecaySchedule(String expression) {
      weightDecaySchedule =
          PartReference.parse(LearningRateSchedule.class, expression).checked(catalog);
      return this;
    }

    /**
     * Sets into how many shards batches are divided, so that several processes can train together;
     * see {@link TrainingPlan#shards}. 0, the default, for none.
     *
     * @throws IllegalArgumentException if it is neither 0 nor a power of two up to {@link
     *     Shards#MOST}
     */
    public Builder shards(int count) {
      requireShards(count);
      shards = count;
      return this;
    }

    /** Sets the average of the parameters that training ends with, or null for the last ones. */
    public Builder averaging(@Nullable WeightAveraging newAveraging) {
      averaging = newAveraging;
      return this;
    }

    /**
     * Sets it by its expression: {@code ema(decay=0.999)} or {@code swa(start=0.75)}.
     *
     * @throws org.nn4j.core.InputException if it is neither, or a parameter is wrong
     */
    public Builder averaging(String expression) {
      return averaging(WeightAveraging.parse(expression));
    }

    /**
     * Makes the plan.
     *
     * @throws IllegalArgumentException if the loss is missing, or batches do not suit the optimizer
     * @throws org.nn4j.core.InputException if there is no part of a name
     */
    public TrainingPlan build() {
      if (loss == null) {
        throw new IllegalArgumentException("a plan needs a loss, for instance loss(\"mse\")");
      }
      Loss least = loss.resolve(catalog);
      Optimizer rule = optimizer.resolve(catalog);
      return new TrainingPlan(
          least,
          rule,
          schedule.resolve(catalog),
          epochs,
          batch == null ? (rule instanceof FullBatchOptimizer ? 0 : BATCH) : batch,
          shuffle,
          seed,
          clipping,
          mixup,
          metrics.stream().map(metric -> metric.resolve(catalog)).toList(),
          stop,
          earlyStopping,
          parameterGroups,
          weightDecaySchedule.resolve(catalog),
          averaging,
          shards);
    }

    /** Returns what the plan will be, such as {@code mse, adam, constant, 100 epochs, …}. */
    @Override
    public String toString() {
      int rows = batch == null ? BATCH : batch;
      return TrainingPlan.text(loss, optimizer, schedule, epochs, rows, seed);
    }
  }
}
