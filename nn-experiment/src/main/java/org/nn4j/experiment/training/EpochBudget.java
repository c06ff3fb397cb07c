package org.nn4j.experiment.training;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nn4j.core.data.Dataset;
import org.nn4j.core.network.Network;
import org.nn4j.core.training.DivergenceException;
import org.nn4j.core.training.EarlyStopping;
import org.nn4j.core.training.Evaluator;
import org.nn4j.core.training.StopCriterion;
import org.nn4j.core.training.Trainer;
import org.nn4j.core.training.TrainingListener;
import org.nn4j.core.training.TrainingPlan;
import org.nn4j.core.training.TrainingRun;

/**
 * Finds how many epochs fit into a time, by a rehearsal: some steps of a copy of the network are
 * timed, and an evaluation. A plan with that many epochs has its whole schedule within the time,
 * where one that is cut off ends at a rate that was made for the middle.
 *
 * <p>The number depends on the machine and on what else it does; the bytes that a number gives do
 * not.
 */
public final class EpochBudget {
  /** The part of the time for steps that are not timed, since the JVM is still compiling. */
  private static final double WARM_UP = 0.04;

  /** The part of the time for steps that are timed. */
  private static final double TIMED = 0.03;

  /** The parts of that time of which the fastest counts. */
  private static final int WINDOWS = 4;

  /** More seconds than these do not tell more. */
  private static final double MOST_SECONDS = 2;

  /** The part of the time to plan with: steps do not take equally long. */
  private static final double PLANNED = 0.95;

  private EpochBudget() {}

  /**
   * Returns the number of epochs that fit into a time, rehearsal included; at least 1 and at most
   * the plan's.
   *
   * @param experiment data and network, which is not changed
   * @param plan how to train
   * @param budget the time for the training
   */
  public static int epochs(PreparedExperiment experiment, TrainingPlan plan, Duration budget) {
    long begin = System.nanoTime();
    double seconds = budget.toNanos() * 1e-9;
    double epoch = secondsPerEpoch(experiment, plan, seconds);
    double left = PLANNED * seconds - (System.nanoTime() - begin) * 1e-9;
    return (int) Math.max(1, Math.min(plan.epochs(), Math.floor(left / epoch)));
  }

  /**
   * Returns the seconds that an epoch takes, with its evaluation; 0 if training diverges.
   *
   * @param budget the seconds of which a small part may be spent to find out
   */
  static double secondsPerEpoch(PreparedExperiment experiment, TrainingPlan plan, double budget) {
    Rehearsal rehearsal = new Rehearsal(budget);
    Network copy = experiment.network().withParameters(experiment.network().parameters());
    int threads = Composer.threads(experiment.settings());
    TrainingPlan bare =
        plan.toBuilder()
            .metrics(List.of())
            .stop(StopCriterion.NEVER)
            .earlyStopping((EarlyStopping) null)
            .build();
    try {
      new Trainer(bare, experiment.preprocessor(), List.of(rehearsal), threads)
          .fit(copy, experiment.train());
    } catch (DivergenceException e) {
      return 0; // the training will diverge too, and say where
    }
    return rehearsal.secondsPerEpoch() + evaluation(experiment, plan, copy, threads, budget);
  }

  /** Returns the seconds that an epoch's evaluation takes, 0 if there is none. */
  private static double evaluation(
      PreparedExperiment experiment,
      TrainingPlan plan,
      Network network,
      int threads,
      double budget) {
    Dataset validation = experiment.validation();
    if (validation == null && plan.metrics().isEmpty()) {
      return 0;
    }
    Dataset data = validation == null ? experiment.train() : validation;
    Evaluator evaluator = new Evaluator(plan.loss(), experiment.preprocessor(), threads);
    double taken = Double.MAX_VALUE;
    for (int i = 0; i == 0 || (i < 3 && taken < WARM_UP * budget); i++) { // the first is slower
      long begin = System.nanoTime();
      evaluator.evaluate(network, data).metrics(plan.metrics());
      taken = Math.min(taken, (System.nanoTime() - begin) * 1e-9);
    }
    return taken;
  }

  /** Times steps, and then stops the run. */
  private static final class Rehearsal implements TrainingListener {
    private final double warmUp;
    private final double timed;
    private @Nullable TrainingRun run;
    private int batches;
    private long steps;
    private long stepsBefore;
    private double windowBegin;
    private double step = Double.POSITIVE_INFINITY;

    Rehearsal(double budget) {
      this.warmUp = Math.min(MOST_SECONDS, WARM_UP * budget);
      this.timed = Math.min(MOST_SECONDS, TIMED * budget);
    }

    @Override
    public void started(TrainingRun newRun) {
      run = newRun;
      batches = newRun.batches();
    }

    @Override
    public void batchDone(int epoch, int batch, int ofEpoch, double loss, double rate) {
      if (run == null) {
        throw new IllegalStateException("a batch is done before training has started");
      }
      double now = run.seconds();
      steps++;
      if (now < warmUp) {
        windowBegin = now;
        stepsBefore = steps;
      } else if (now >= windowBegin + timed / WINDOWS && steps > stepsBefore) {
        step = Math.min(step, (now - windowBegin) / (steps - stepsBefore));
        windowBegin = now;
        stepsBefore = steps;
      }
      if (now >= warmUp + timed && step < Double.POSITIVE_INFINITY) {
        run.stop("the rehearsal is over");
      }
    }

    /** Returns the time by the fastest steps, as others had to wait, or were compiled meanwhile. */
    double secondsPerEpoch() {
      if (run != null && step == Double.POSITIVE_INFINITY) {
        step = run.seconds() / steps; // all steps of the plan took no longer
      }
      return step * batches;
    }
  }
}
