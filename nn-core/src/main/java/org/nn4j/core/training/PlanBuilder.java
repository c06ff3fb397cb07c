package org.nn4j.core.training;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nn4j.api.LearningRateSchedule;
import org.nn4j.api.Loss;
import org.nn4j.api.Metric;
import org.nn4j.api.Optimizer;
import org.nn4j.core.registry.Catalog;

/**
 * Composes a {@link TrainingPlan}; parts are given as instances or by name, interchangeably.
 *
 * <p>Without other words: adam, constant rate, 100 epochs, batches of 32, shuffled, seed 0.
 */
public final class PlanBuilder {
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

  PlanBuilder() {}

  /** Starts from a plan. */
  PlanBuilder(TrainingPlan plan) {
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
  public PlanBuilder catalog(Catalog newCatalog) {
    catalog = newCatalog;
    return this;
  }

  /** Sets the loss, without which there is no plan. */
  public PlanBuilder loss(Loss newLoss) {
    loss = newLoss;
    return this;
  }

  /** Sets the loss by its expression, such as {@code huber(delta=0.5)}. */
  public PlanBuilder loss(String expression) {
    return loss(catalog().create(Loss.class, expression));
  }

  /** Sets the optimizer. */
  public PlanBuilder optimizer(Optimizer newOptimizer) {
    optimizer = newOptimizer;
    return this;
  }

  /** Sets the optimizer by its expression, such as {@code sgd(lr=0.1, momentum=0.9)}. */
  public PlanBuilder optimizer(String expression) {
    return optimizer(catalog().create(Optimizer.class, expression));
  }

  /** Sets the schedule. */
  public PlanBuilder schedule(LearningRateSchedule newSchedule) {
    schedule = newSchedule;
    return this;
  }

  /** Sets the schedule by its expression, such as {@code cosine(eta_min=1e-4)}. */
  public PlanBuilder schedule(String expression) {
    return schedule(catalog().create(LearningRateSchedule.class, expression));
  }

  /** Sets all metrics to evaluate after every epoch, in place of those set so far. */
  public PlanBuilder metrics(List<Metric> newMetrics) {
    metrics = new ArrayList<>(newMetrics);
    return this;
  }

  /** Sets the α at which a batch's samples are mixed; see {@link TrainingPlan#withMixup}. */
  public PlanBuilder mixup(double alpha) {
    mixup = alpha;
    return this;
  }

  /** Adds a metric to evaluate after every epoch. */
  public PlanBuilder metric(Metric metric) {
    metrics.add(metric);
    return this;
  }

  /** Adds a metric by its expression, such as {@code top_k(k=3)}. */
  public PlanBuilder metric(String expression) {
    return metric(catalog().create(Metric.class, expression));
  }

  /** Sets the greatest number of passes over the data. */
  public PlanBuilder epochs(int newEpochs) {
    epochs = newEpochs;
    return this;
  }

  /** Sets the rows of a batch; 0 takes all at once. */
  public PlanBuilder batch(int rows) {
    batch = rows;
    return this;
  }

  /** Sets whether every epoch has a new order. */
  public PlanBuilder shuffle(boolean newShuffle) {
    shuffle = newShuffle;
    return this;
  }

  /** Sets the seed of the orders. */
  public PlanBuilder seed(long newSeed) {
    seed = newSeed;
    return this;
  }

  /** Sets bounds on the gradients. */
  public PlanBuilder clipping(GradientClipping newClipping) {
    clipping = newClipping;
    return this;
  }

  /** Sets when to stop before all epochs are done. */
  public PlanBuilder stop(StopCriterion newStop) {
    stop = newStop;
    return this;
  }

  /** Sets what to watch for improvement, or null for nothing. */
  public PlanBuilder earlyStopping(@Nullable EarlyStopping newEarlyStopping) {
    earlyStopping = newEarlyStopping;
    return this;
  }

  /** Sets what to watch for improvement: {@code validation_loss(patience=20)}. */
  public PlanBuilder earlyStopping(String expression) {
    return earlyStopping(EarlyStopping.parse(expression));
  }

  private Catalog catalog() {
    return catalog == null ? Catalog.standard() : catalog;
  }

  /**
   * Makes the plan.
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
