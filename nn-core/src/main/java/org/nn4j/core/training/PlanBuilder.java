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
import org.nn4j.core.registry.PartReference;

/**
 * Composes a {@link TrainingPlan}; parts are given as instances or by name, interchangeably. Names
 * are looked up by {@link #build}, in the catalog that is given before or after them; an expression
 * that breaks the grammar and a number out of range are errors at once.
 *
 * <p>Without other words: adam, constant rate, 100 epochs, batches of 32, shuffled, seed 0.
 */
public final class PlanBuilder {
  private @Nullable Catalog catalog;
  private @Nullable PartReference<Loss> loss;
  private PartReference<Optimizer> optimizer = PartReference.parse(Optimizer.class, "adam");
  private PartReference<LearningRateSchedule> schedule =
      PartReference.parse(LearningRateSchedule.class, "constant");
  private int epochs = 100;
  private int batch = 32;
  private boolean shuffle = true;
  private long seed;
  private GradientClipping clipping = GradientClipping.NONE;
  private double mixup;
  private List<PartReference<Metric>> metrics = new ArrayList<>();
  private StopCriterion stop = StopCriterion.NEVER;
  private @Nullable EarlyStopping earlyStopping;

  PlanBuilder() {}

  /** Starts from a plan. */
  PlanBuilder(TrainingPlan plan) {
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
  }

  /** Sets where names are looked up; by default among what is on the class or module path. */
  public PlanBuilder catalog(Catalog newCatalog) {
    catalog = newCatalog;
    return this;
  }

  /** Sets the loss, without which there is no plan. */
  public PlanBuilder loss(Loss newLoss) {
    loss = PartReference.of(Loss.class, newLoss);
    return this;
  }

  /** Sets the loss by its expression, such as {@code huber(delta=0.5)}. */
  public PlanBuilder loss(String expression) {
    loss = PartReference.parse(Loss.class, expression).checked(catalog);
    return this;
  }

  /** Sets the optimizer. */
  public PlanBuilder optimizer(Optimizer newOptimizer) {
    optimizer = PartReference.of(Optimizer.class, newOptimizer);
    return this;
  }

  /** Sets the optimizer by its expression, such as {@code sgd(lr=0.1, momentum=0.9)}. */
  public PlanBuilder optimizer(String expression) {
    optimizer = PartReference.parse(Optimizer.class, expression).checked(catalog);
    return this;
  }

  /** Sets the schedule. */
  public PlanBuilder schedule(LearningRateSchedule newSchedule) {
    schedule = PartReference.of(LearningRateSchedule.class, newSchedule);
    return this;
  }

  /** Sets the schedule by its expression, such as {@code cosine(eta_min=1e-4)}. */
  public PlanBuilder schedule(String expression) {
    schedule = PartReference.parse(LearningRateSchedule.class, expression).checked(catalog);
    return this;
  }

  /** Sets all metrics to evaluate after every epoch, in place of those set so far. */
  public PlanBuilder metrics(List<Metric> newMetrics) {
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
  public PlanBuilder mixup(double alpha) {
    Checks.nonNegative("mixup", alpha);
    mixup = alpha;
    return this;
  }

  /** Adds a metric to evaluate after every epoch. */
  public PlanBuilder metric(Metric metric) {
    metrics.add(PartReference.of(Metric.class, metric));
    return this;
  }

  /** Adds a metric by its expression, such as {@code top_k(k=3)}. */
  public PlanBuilder metric(String expression) {
    metrics.add(PartReference.parse(Metric.class, expression).checked(catalog));
    return this;
  }

  /**
   * Sets the greatest number of passes over the data.
   *
   * @throws IllegalArgumentException if it is below 1
   */
  public PlanBuilder epochs(int newEpochs) {
    Checks.atLeast("epochs", newEpochs, 1);
    epochs = newEpochs;
    return this;
  }

  /**
   * Sets the rows of a batch; 0 takes all at once, as {@link #fullBatch} does.
   *
   * @throws IllegalArgumentException if they are negative
   */
  public PlanBuilder batch(int rows) {
    Checks.atLeast("batch", rows, 0);
    batch = rows;
    return this;
  }

  /** Takes all rows in one batch. */
  public PlanBuilder fullBatch() {
    return batch(0);
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

  /**
   * Bounds the Euclidean length of all gradients together; see {@link GradientClipping#norm}.
   *
   * @throws IllegalArgumentException if the bound is negative or not finite
   */
  public PlanBuilder clipNorm(double norm) {
    return clipping(new GradientClipping(clipping.value(), norm));
  }

  /**
   * Bounds each gradient; see {@link GradientClipping#value}.
   *
   * @throws IllegalArgumentException if the bound is negative or not finite
   */
  public PlanBuilder clipValue(double value) {
    return clipping(new GradientClipping(value, clipping.norm()));
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

  /**
   * Makes the plan.
   *
   * @throws IllegalArgumentException if the loss is missing
   * @throws org.nn4j.core.InputException if there is no part of a name
   */
  public TrainingPlan build() {
    if (loss == null) {
      throw new IllegalArgumentException("a plan needs a loss, for instance loss(\"mse\")");
    }
    return new TrainingPlan(
        loss.resolve(catalog),
        optimizer.resolve(catalog),
        schedule.resolve(catalog),
        epochs,
        batch,
        shuffle,
        seed,
        clipping,
        mixup,
        metrics.stream().map(metric -> metric.resolve(catalog)).toList(),
        stop,
        earlyStopping);
  }

  /** Returns what the plan will be, such as {@code mse, adam, constant, 100 epochs, …}. */
  @Override
  public String toString() {
    return TrainingPlan.text(loss, optimizer, schedule, epochs, batch, seed);
  }
}
