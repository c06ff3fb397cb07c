package org.nn4j.core.training;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nn4j.api.Checks;
import org.nn4j.api.LearningRateSchedule;
import org.nn4j.api.Loss;
import org.nn4j.api.Metric;
import org.nn4j.api.Optimizer;
import org.nn4j.core.registry.Catalog;

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
    @Nullable EarlyStopping earlyStopping) {

  /**
   * Checks the numbers and copies the list.
   *
   * @throws IllegalArgumentException if a number is out of range
   */
  public TrainingPlan {
    Checks.atLeast("epochs", epochs, 1);
    Checks.atLeast("batch", batchSize, 0);
    Checks.nonNegative("mixup", mixup);
    metrics = List.copyOf(metrics);
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
        null);
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
   * Targets must be numbers that mean something in between: no class indices but distributions,
   * which {@link org.nn4j.core.preprocess.SmoothedLabels#distributions} makes of them.
   *
   * <p>Source: Zhang et al., "mixup: Beyond Empirical Risk Minimization", 2018, who take an α of
   * 0.1 to 0.4 for images.
   *
   * @param alpha the α of λ ~ Beta(α, α), drawn once a batch; 0 for none
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

  /** Returns a copy that keeps the samples' order or not. */
  public TrainingPlan withShuffle(boolean newShuffle) {
    return toBuilder().shuffle(newShuffle).build();
  }

  /** Returns the rows of a full batch for that many samples. */
  public int batchRows(int samples) {
    return batchSize == 0 ? samples : Math.min(batchSize, samples);
  }

  /**
   * Composes a {@link TrainingPlan}; parts are given as instances or by name, interchangeably.
   *
   * <p>Without other words: adam, constant rate, 100 epochs, batches of 32, shuffled, seed 0.
   */
  public static final class Builder {
    private @Nullable Catalog catalog;
    private @Nullable Loss loss;
    private @Nullable Optimizer optimizer;
    private @Nullable LearningRateSchedule schedule;
    private int epochs = 100;
    private int batch = 32;
    private boolean shuffle = true;
    private long seed;
    private GradientClipping clipping = GradientClipping.NONE;
    private double mixup;
    private List<Metric> metrics = new ArrayList<>();
    private StopCriterion stop = StopCriterion.NEVER;
    private @Nullable EarlyStopping earlyStopping;

    Builder() {}

    /** Starts from a plan. */
    Builder(TrainingPlan plan) {
      loss = plan.loss();
      optimizer = plan.optimizer();
      schedule = plan.schedule();
      epochs = plan.epochs();
      batch = plan.batchSize();
      shuffle = plan.shuffle();
      seed = plan.seed();
      clipping = plan.clipping();
      mixup = plan.mixup();
      metrics = new ArrayList<>(plan.metrics());
      stop = plan.stop();
      earlyStopping = plan.earlyStopping();
    }

    /** Sets where names are looked up; by default among what is on the class or module path. */
    public Builder catalog(Catalog newCatalog) {
      catalog = newCatalog;
      return this;
    }

    /** Sets the loss, without which there is no plan. */
    public Builder loss(Loss newLoss) {
      loss = newLoss;
      return this;
    }

    /** Sets the loss by its expression, such as {@code huber(delta=0.5)}. */
    public Builder loss(String expression) {
      return loss(catalog().create(Loss.class, expression));
    }

    /** Sets the optimizer. */
    public Builder optimizer(Optimizer newOptimizer) {
      optimizer = newOptimizer;
      return this;
    }

    /** Sets the optimizer by its expression, such as {@code sgd(lr=0.1, momentum=0.9)}. */
    public Builder optimizer(String expression) {
      return optimizer(catalog().create(Optimizer.class, expression));
    }

    /** Sets the schedule. */
    public Builder schedule(LearningRateSchedule newSchedule) {
      schedule = newSchedule;
      return this;
    }

    /** Sets the schedule by its expression, such as {@code cosine(eta_min=1e-4)}. */
    public Builder schedule(String expression) {
      return schedule(catalog().create(LearningRateSchedule.class, expression));
    }

    /** Sets all metrics to evaluate after every epoch, in place of those set so far. */
    public Builder metrics(List<Metric> newMetrics) {
      metrics = new ArrayList<>(newMetrics);
      return this;
    }

    /** Sets the α at which a batch's samples are mixed; see {@link TrainingPlan#withMixup}. */
    public Builder mixup(double alpha) {
      mixup = alpha;
      return this;
    }

    /** Adds a metric to evaluate after every epoch. */
    public Builder metric(Metric metric) {
      metrics.add(metric);
      return this;
    }

    /** Adds a metric by its expression, such as {@code top_k(k=3)}. */
    public Builder metric(String expression) {
      return metric(catalog().create(Metric.class, expression));
    }

    /** Sets the greatest number of passes over the data. */
    public Builder epochs(int newEpochs) {
      epochs = newEpochs;
      return this;
    }

    /** Sets the rows of a batch; 0 takes all at once. */
    public Builder batch(int rows) {
      batch = rows;
      return this;
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

    private Catalog catalog() {
      return catalog == null ? Catalog.standard() : catalog;
    }

    /**
     * Creates the plan.
     *
     * @throws IllegalArgumentException if the loss is missing or a number is out of range
     */
    public TrainingPlan build() {
      if (loss == null) {
        throw new IllegalArgumentException("a plan needs a loss, for instance loss(\"mse\")");
      }
      return new TrainingPlan(
          loss,
          optimizer == null ? catalog().create(Optimizer.class, "adam") : optimizer,
          schedule == null ? catalog().create(LearningRateSchedule.class, "constant") : schedule,
          epochs,
          batch,
          shuffle,
          seed,
          clipping,
          mixup,
          metrics,
          stop,
          earlyStopping);
    }
  }
}
