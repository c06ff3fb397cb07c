package org.nn4j.core.diagnosis;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nn4j.api.Checks;
import org.nn4j.api.LearningRateSchedule;
import org.nn4j.api.TrainingClock;
import org.nn4j.core.data.Dataset;
import org.nn4j.core.network.Network;
import org.nn4j.core.training.DivergenceException;
import org.nn4j.core.training.StopCriterion;
import org.nn4j.core.training.Trainer;
import org.nn4j.core.training.TrainingListener;
import org.nn4j.core.training.TrainingPlan;
import org.nn4j.core.training.TrainingRun;

/**
 * The learning-rate range test: trains a copy of a network at ever greater rates, one step each,
 * and watches the loss, which falls at suitable rates and explodes at those that are too great.
 *
 * <p>Source: Smith, "Cyclical learning rates for training neural networks", 2015; rates grow
 * geometrically, as in fastai.
 *
 * @param from the first rate; 1e-7 by default, at which nothing changes
 * @param to the last rate; 10 by default, at which hardly any training is stable
 * @param steps the number of rates, and of steps; 200 by default, 25 per decade
 */
public record RateSweep(double from, double to, int steps) {
  private static final int MOST_STEPS = 100_000;

  /**
   * Losses that are averaged on either side of one: batches differ, and 11 in all are half a decade
   * of the default's, within which the loss does not do much that matters.
   */
  private static final int HALF_WINDOW = 5;

  /** The loss has exploded once it is this many times its first value above its best. */
  private static final double EXPLODED = 4;

  /** Sweeps from 1e-7 to 10 in 200 steps. */
  public RateSweep() {
    this(1e-7, 10, 200);
  }

  /**
   * Checks the numbers.
   *
   * @throws IllegalArgumentException unless 0 &lt; from &lt; to and there are 20 to 100,000 steps
   */
  public RateSweep {
    Checks.positive("from", from);
    Checks.positive("to", to);
    Checks.atLeast("steps", steps, 4 * HALF_WINDOW);
    if (steps > MOST_STEPS) {
      throw new IllegalArgumentException(
          "steps must be at most " + MOST_STEPS + " but are " + steps);
    }
    if (!(from < to)) {
      throw new IllegalArgumentException(
          "the first rate must be less than the last but they are " + from + " and " + to);
    }
  }

  /**
   * Sweeps.
   *
   * @param plan how to train; its schedule, number of epochs and when it ends do not count
   * @param network the network, of which a copy is trained
   * @param data the samples to learn from
   * @param threads most threads to use; the result is the same for any number
   * @throws org.nn4j.core.MisfitException if data, network and loss do not fit
   * @throws DivergenceException if the loss is not finite before the first step
   */
  public RateCurve run(TrainingPlan plan, Network network, Dataset data, int threads) {
    int rows = plan.batchRows(Math.max(1, data.size()));
    int epochs = 1 + (int) ((long) steps * rows / Math.max(1, data.size()));
    Watch watch = new Watch(steps);
    TrainingPlan sweep =
        plan.withEarlyStopping(null).toBuilder()
            .schedule(new Geometric(from, StrictMath.pow(to / from, 1.0 / (steps - 1))))
            .epochs(epochs + 1)
            .metrics(List.of())
            .stop(StopCriterion.NEVER)
            .build();
    boolean diverged = false;
    try {
      new Trainer(sweep, watch)
          .withThreads(threads)
          .fit(network.withParameters(network.parameters()), data);
    } catch (DivergenceException e) {
      if (watch.losses.isEmpty()) {
        throw e; // no rate is to blame
      }
      diverged = true;
    }
    return RateCurve.of(watch.rates, watch.losses, HALF_WINDOW, diverged || watch.exploded);
  }

  /** Rates that grow by a factor at each step. */
  private record Geometric(double first, double factor) implements LearningRateSchedule {
    @Override
    public String name() {
      return "geometric";
    }

    @Override
    public double rate(double baseRate, TrainingClock clock, double[] state) {
      return first * StrictMath.pow(factor, clock.step());
    }
  }

  /** Collects rates and losses, and ends the sweep. */
  private static final class Watch implements TrainingListener {
    private final int steps;
    private final List<Double> rates = new ArrayList<>();
    private final List<Double> losses = new ArrayList<>();
    private double first = Double.NaN;
    private double best = Double.POSITIVE_INFINITY;
    private boolean exploded;
    private @Nullable TrainingRun run;

    Watch(int steps) {
      this.steps = steps;
    }

    @Override
    public void started(TrainingRun newRun) {
      run = newRun;
    }

    @Override
    public void batchDone(int epoch, int batch, int batches, double loss, double rate) {
      rates.add(rate);
      losses.add(loss);
      int window = 2 * HALF_WINDOW + 1;
      if (losses.size() >= window) {
        double mean = RateCurve.mean(losses, losses.size() - window, losses.size());
        first = Double.isNaN(first) ? mean : first;
        best = Math.min(best, mean);
        exploded = !(mean <= best + EXPLODED * Math.abs(first));
      }
      if (run != null && (exploded || losses.size() == steps)) {
        run.stop("the sweep is done");
      }
    }
  }
}
