package org.nn4j.core.training;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nn4j.api.Checks;
import org.nn4j.api.LearningRateSchedule;
import org.nn4j.api.Loss;
import org.nn4j.api.Metric;
import org.nn4j.api.Optimizer;

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
    metrics = List.copyOf(metrics);
  }

  /** Makes a plan: shuffled, without clipping, metrics or a stop criterion. */
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
        List.of(),
        StopCriterion.NEVER,
        null);
  }

  /** Starts composing a plan. */
  public static PlanBuilder builder() {
    return new PlanBuilder();
  }

  /** Returns a copy with metrics. */
  public TrainingPlan withMetrics(List<Metric> newMetrics) {
    return new TrainingPlan(
        loss,
        optimizer,
        schedule,
        epochs,
        batchSize,
        shuffle,
        seed,
        clipping,
        newMetrics,
        stop,
        earlyStopping);
  }

  /** Returns a copy with bounds on the gradients. */
  public TrainingPlan withClipping(GradientClipping newClipping) {
    return new TrainingPlan(
        loss,
        optimizer,
        schedule,
        epochs,
        batchSize,
        shuffle,
        seed,
        newClipping,
        metrics,
        stop,
        earlyStopping);
  }

  /** Returns a copy with a stop criterion. */
  public TrainingPlan withStop(StopCriterion newStop) {
    return new TrainingPlan(
        loss,
        optimizer,
        schedule,
        epochs,
        batchSize,
        shuffle,
        seed,
        clipping,
        metrics,
        newStop,
        earlyStopping);
  }

  /** Returns a copy with early stopping, or without. */
  public TrainingPlan withEarlyStopping(@Nullable EarlyStopping newEarlyStopping) {
    return new TrainingPlan(
        loss,
        optimizer,
        schedule,
        epochs,
        batchSize,
        shuffle,
        seed,
        clipping,
        metrics,
        stop,
        newEarlyStopping);
  }

  /** Returns a copy that keeps the samples' order or not. */
  public TrainingPlan withShuffle(boolean newShuffle) {
    return new TrainingPlan(
        loss,
        optimizer,
        schedule,
        epochs,
        batchSize,
        newShuffle,
        seed,
        clipping,
        metrics,
        stop,
        earlyStopping);
  }

  /** Returns the rows of a full batch for that many samples. */
  public int batchRows(int samples) {
    return batchSize == 0 ? samples : Math.min(batchSize, samples);
  }
}
