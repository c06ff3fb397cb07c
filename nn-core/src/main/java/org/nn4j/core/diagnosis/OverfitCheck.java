package org.nn4j.core.diagnosis;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.nn4j.api.Checks;
import org.nn4j.api.DensityLoss;
import org.nn4j.api.LearningRateSchedule;
import org.nn4j.api.Loss;
import org.nn4j.api.Matrix;
import org.nn4j.api.OutputLink;
import org.nn4j.core.data.Dataset;
import org.nn4j.core.data.MatrixDataset;
import org.nn4j.core.data.RowPlace;
import org.nn4j.core.data.RowPlaces;
import org.nn4j.core.network.Network;
import org.nn4j.core.text.Words;
import org.nn4j.core.training.DivergenceException;
import org.nn4j.core.training.StopCriterion;
import org.nn4j.core.training.Trainer;
import org.nn4j.core.training.TrainingListener;
import org.nn4j.core.training.TrainingPlan;
import org.nn4j.core.training.WeightAveraging;

/**
 * A sanity check: whether a network can learn one batch by heart. One that cannot has a fault in
 * its data, loss, layers or rate that no amount of training repairs.
 *
 * <p>The batch is spread evenly over the data. Penalties, dropout, mixup, weight decay, sample
 * weights and the schedule are left out; the network given is not changed.
 *
 * @param steps most steps to take
 * @param threads most threads to use; the result is the same for any number
 */
public record OverfitCheck(int steps, int threads) {
  /** Creates a check of at most 4000 steps, as many as {@code nn train} takes by default. */
  public OverfitCheck() {
    this(4000, Trainer.defaultThreads());
  }

  /**
   * Checks the numbers.
   *
   * @throws IllegalArgumentException if one is below 1
   */
  public OverfitCheck {
    Checks.atLeast("steps", steps, 1);
    Checks.atLeast("threads", threads, 1);
  }

  /**
   * What the check found.
   *
   * @param passed whether the loss came down to a hundredth; of a loss over densities, to what
   *     deviations of a tenth have
   * @param rows the samples in the batch
   * @param firstLoss the loss before the first step
   * @param loss the loss at the end
   * @param leastLoss the loss of a perfect prediction, 0 for most losses
   * @param steps the steps taken
   * @param hints why it may have failed; empty if it passed
   */
  public record Result(
      boolean passed,
      int rows,
      double firstLoss,
      double loss,
      double leastLoss,
      int steps,
      List<String> hints) {
    /** Copies the list. */
    public Result {
      hints = List.copyOf(hints);
    }

    /**
     * Returns what was found, such as {@code passed: loss 0.6931 to 0.006842 on 32 samples in 118
     * steps}, and each hint on a line of its own.
     */
    @Override
    public String toString() {
      return (passed ? "passed: loss " : "failed: loss ")
          + (Words.number(firstLoss) + " to " + Words.number(loss))
          + (" on " + Words.count(rows, "sample") + " in " + Words.count(steps, "step"))
          + hints.stream().map(hint -> "\n  " + hint).collect(Collectors.joining());
    }
  }

  /**
   * Trains a new network like the one given on one batch.
   *
   * @param plan how to train: loss, optimizer, rows of a batch, clipping
   * @param listeners notified of progress, in order
   * @throws org.nn4j.core.MisfitException if data, network and loss do not fit
   */
  public Result check(
      TrainingPlan plan, Network network, Dataset data, TrainingListener... listeners) {
    int[] rows = DataSample.spread(data.size(), plan.batchRows(data.size()));
    DataSample batch = DataSample.of(data, rows.length, network.precision());
    RowPlaces places = RowPlaces.select(data, rows);
    Network learner = Unregularized.network(network);
    OverfitWatch watch =
        new OverfitWatch(
            leastLoss(plan.loss(), batch.y(), learner), plan.loss() instanceof DensityLoss);
    List<TrainingListener> all = new ArrayList<>(List.of(listeners));
    all.add(watch);
    String fault = null;
    try {
      new Trainer(onOneBatch(plan), all.toArray(TrainingListener[]::new))
          .withThreads(threads)
          .fit(learner, new MatrixDataset(batch.x(), batch.y()).from(places));
    } catch (DivergenceException e) {
      fault = e.getMessage();
    }
    boolean passed = fault == null && watch.reached();
    return new Result(
        passed,
        rows.length,
        watch.first(),
        watch.last(),
        watch.least(),
        watch.steps(),
        passed ? List.of() : hints(fault, watch, batch, places, learner));
  }

  private TrainingPlan onOneBatch(TrainingPlan plan) {
    return plan.withEarlyStopping(null).toBuilder()
        .optimizer(Unregularized.optimizer(plan.optimizer()))
        .schedule(LearningRateSchedule.CONSTANT)
        .epochs(steps)
        .batch(0)
        .shuffle(false)
        .mixup(0)
        .averaging((WeightAveraging) null)
        .metrics(List.of())
        .stop(StopCriterion.NEVER)
        .build();
  }

  /** Returns the loss if the outputs equalled the targets, where that is possible, and else 0. */
  private static double leastLoss(Loss loss, Matrix y, Network network) {
    if (y.columns() != network.outputWidth() || loss.appliedLink() != OutputLink.NONE) {
      return 0;
    }
    try {
      double least = loss.value(y, y, null, network.kernels());
      return Double.isFinite(least) ? least : 0;
    } catch (IllegalArgumentException e) {
      return 0; // the targets are outside the loss' domain: training will report that
    }
  }

  private static List<String> hints(
      @Nullable String fault,
      OverfitWatch watch,
      DataSample batch,
      RowPlaces places,
      Network network) {
    List<String> hints = new ArrayList<>();
    if (fault != null) {
      hints.add(fault);
    }
    String contradiction = Contradiction.find(batch, places);
    if (contradiction != null) {
      hints.add(contradiction);
    }
    int parameters = network.parameters().trainable().size();
    if (parameters < batch.y().size()) {
      hints.add(
          "the network has "
              + parameters
              + " parameters for "
              + batch.y().size()
              + " targets: it is too small to learn them by heart");
    }
    if (fault == null && watch.stillFalls()) {
      hints.add("the loss still falls: allow more steps or a greater learning rate");
    }
    if (hints.isEmpty()) {
      hints.add(
          "the learning rate may be too great or too small, the network too small, its output not"
              + " what the loss reads, or a derivative wrong");
    }
    return hints;
  }

  /** Looks for samples that no function can fit both: equal features, different targets. */
  private static final class Contradiction {
    private Contradiction() {}

    /**
     * Describes the first such samples, or returns null.
     *
     * @param places where the samples came from
     */
    static @Nullable String find(DataSample samples, RowPlaces places) {
      Map<List<Double>, Integer> seen = new LinkedHashMap<>();
      for (int i = 0; i < samples.x().rows(); i++) {
        Integer before = seen.putIfAbsent(row(samples.x(), i), i);
        if (before != null && !row(samples.y(), i).equals(row(samples.y(), before))) {
          return "samples "
              + told(RowPlace.of(places, before), RowPlace.of(places, i), before, i)
              + " have the same features but different targets: both cannot be learnt";
        }
      }
      return null;
    }

    private static String told(RowPlace first, RowPlace second, int before, int after) {
      if (!second.known()) {
        return before + " and " + after;
      }
      return (second.file() == null ? "in lines " : "in ") + first + " and " + second;
    }

    private static List<Double> row(Matrix matrix, int row) {
      return IntStream.range(0, matrix.columns()).mapToObj(c -> matrix.get(row, c)).toList();
    }
  }
}
