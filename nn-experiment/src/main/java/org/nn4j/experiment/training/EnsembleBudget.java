package org.nn4j.experiment.training;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.DoubleAdder;
import org.jspecify.annotations.Nullable;
import org.nn4j.core.training.TimeBudget;
import org.nn4j.core.training.TrainingListener;
import org.nn4j.core.training.TrainingRun;
import org.nn4j.experiment.config.Settings;
import org.nn4j.experiment.config.TrainingSettings;
import org.nn4j.experiment.config.Variants;

/**
 * How an ensemble keeps to a time. A rehearsal of each kind of network, with as many side by side
 * as later, tells how long an epoch takes. From that follow how many networks and epochs are
 * planned; and should the machine become slower than it was, each network stops when its share of
 * what is left is used up, so that every one of them gets some.
 *
 * <p>What is planned depends on the machine and on what else it does; the bytes that a plan gives
 * do not.
 */
final class EnsembleBudget {
  /** The part of the time to plan with: the rest is for joining, and for a slower machine. */
  private static final double PLANNED = 0.92;

  /** The part of a rehearsal's time that is for one of the other kinds, whose code is warm. */
  private static final double OTHERS_REHEARSED = 0.4;

  /**
   * The part of the time that is left to the other kinds, if they are to take less than planned.
   */
  private static final double OTHERS = 0.5;

  /** Networks of a kind that are not given up for more epochs. */
  private static final int FEWEST = 2;

  private final double seconds;
  private final long begin = System.nanoTime();
  private final int parallel;
  private final List<Cost> costs = new ArrayList<>();
  private final DoubleAdder before = new DoubleAdder();
  private double[] work = {};

  /**
   * What a network takes.
   *
   * @param start seconds until its first step
   * @param epoch seconds of an epoch, with its evaluation; 0 if unknown
   */
  record Cost(double start, double epoch) {
    double of(int epochs) {
      return start + epochs * epoch;
    }
  }

  /**
   * Starts the time.
   *
   * @param parallel how many networks train side by side
   */
  EnsembleBudget(Duration budget, int parallel) {
    this.seconds = budget.toNanos() * 1e-9;
    this.parallel = parallel;
  }

  /** Adds what a network of the next kind takes. */
  void add(Cost cost) {
    costs.add(cost);
  }

  /**
   * Rehearses an ensemble.
   *
   * @param budget the time from now to the end of the training
   */
  static EnsembleBudget rehearsed(Bagging ensemble, Duration budget) {
    EnsembleBudget rehearsed = new EnsembleBudget(budget, ensemble.parallel());
    for (int kind = 0; kind < ensemble.kinds().size(); kind++) {
      double part = kind == 0 ? 1 : OTHERS_REHEARSED;
      rehearsed.add(ensemble.rehearse(kind, part * rehearsed.seconds));
    }
    return rehearsed;
  }

  /** Returns the seconds that are left. */
  private double left() {
    return seconds - (System.nanoTime() - begin) * 1e-9 - before.sum() / parallel;
  }

  /**
   * Returns settings for as much as fits: all networks and epochs, or fewer networks, or two of
   * each kind with fewer epochs, of which the other kinds keep theirs if these take no more than
   * half of the time.
   *
   * @param settings complete settings
   * @param fixed whether the number of networks is given
   */
  Settings fitted(Settings settings, boolean fixed) {
    double time = left() - (1 - PLANNED) * seconds;
    List<Settings> kinds = Bagging.kinds(settings);
    int[] epochs = kinds.stream().mapToInt(kind -> kind.get(TrainingSettings.EPOCHS)).toArray();
    int each = settings.get(TrainingSettings.ENSEMBLE);
    int busy = (parallel + kinds.size() - 1) / kinds.size(); // that no thread is idle
    int fewest = fixed ? each : Math.min(each, Math.max(FEWEST, busy));
    for (int networks = each; networks >= fewest; networks--) {
      if (end(networks, epochs, 0) <= time) {
        return settings.with(TrainingSettings.ENSEMBLE, networks);
      }
    }
    List<String> variants = new ArrayList<>(settings.get(TrainingSettings.VARIANTS));
    double share = Math.min(1, OTHERS * time / end(fewest, epochs, 1));
    for (int kind = 1; kind < epochs.length && share < 1; kind++) {
      epochs[kind] = (int) Math.max(1, share * epochs[kind]);
      variants.set(kind - 1, Variants.withEpochs(variants.get(kind - 1), epochs[kind]));
    }
    while (epochs[0] > 1 && end(fewest, epochs, 0) > time) {
      epochs[0]--;
    }
    return settings
        .with(TrainingSettings.ENSEMBLE, fewest)
        .with(TrainingSettings.EPOCHS, epochs[0])
        .with(TrainingSettings.VARIANTS, List.copyOf(variants));
  }

  /** Returns after how many seconds the last network of the kinds from one on is trained. */
  private double end(int networks, int[] epochs, int from) {
    double[] free = new double[parallel];
    for (int kind = from; kind < epochs.length; kind++) {
      for (int network = 0; network < networks; network++) {
        Arrays.sort(free);
        free[0] += costs.get(kind).of(epochs[kind]);
      }
    }
    return Arrays.stream(free).max().orElse(0);
  }

  /** Prepares to stop networks, in the order of their numbers, of the kinds of an ensemble. */
  void start(List<Settings> kinds, int networks) {
    work = new double[kinds.size() * networks];
    boolean known = costs.stream().allMatch(cost -> cost.epoch() > 0);
    for (int i = 0; i < work.length; i++) {
      int kind = i / networks;
      work[i] = known ? costs.get(kind).of(kinds.get(kind).get(TrainingSettings.EPOCHS)) : 1;
    }
  }

  /** Returns what stops a network, numbered from 1, when its share of the time is used up. */
  TrainingListener of(int number) {
    return new TrainingListener() {
      private @Nullable TimeBudget share;

      @Override
      public void started(TrainingRun run) {
        double unstarted = Arrays.stream(work, number - 1, work.length).sum();
        double allowed = left() * Math.min(1, parallel * work[number - 1] / unstarted);
        double taken = run.seconds(); // before it was resumed
        before.add(taken);
        long nanos = (long) ((taken + allowed) * 1e9);
        share = new TimeBudget(Duration.ofNanos(Math.max(1, nanos)));
        share.started(run);
      }

      @Override
      public void batchDone(int epoch, int batch, int batches, double loss, double rate) {
        if (share != null) {
          share.batchDone(epoch, batch, batches, loss, rate);
        }
      }
    };
  }
}
