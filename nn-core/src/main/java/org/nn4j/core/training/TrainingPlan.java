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
        0,
        List.of(),
        StopCriterion.NEVER,
        null);
  }

  /** Starts composing a plan. */
  public static PlanBuilder builder() {
    return new PlanBuilder();
  }

  /** Starts composing a plan that is this one but for what is set. */
  public PlanBuilder toBuilder() {
    return new PlanBuilder(this);
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
}
