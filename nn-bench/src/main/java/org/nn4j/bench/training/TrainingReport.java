package org.nn4j.bench.training;

import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.nn4j.bench.measure.Statistics;
import org.nn4j.bench.measure.Table;

/**
 * Lets nn4j and others train in turn, in rounds, and compares round by round.
 *
 * @param home folder of nn-bench
 * @param images folder of the IDX files, for the workloads that have images
 * @param peers whom to compare with
 * @param rounds how many
 * @param seconds of a round
 * @param out where tables go
 */
public record TrainingReport(
    Path home,
    @Nullable Path images,
    List<String> peers,
    int rounds,
    double seconds,
    PrintStream out) {
  private static final double WARM_UP_ROUNDS = 3;

  /**
   * Measures a workload and prints its table, of those whose JVM lasted; the others' ends are
   * printed before.
   *
   * @return whether all lasted
   */
  public boolean print(Workload workload, int threads) {
    List<String> names = new ArrayList<>(peers);
    names.add(0, "nn4j");
    List<Contender> contenders = new ArrayList<>();
    try {
      int failed = 0;
      for (String name : names) {
        failed += fails(name, () -> contenders.add(start(name, workload, threads))) ? 1 : 0;
      }
      contenders.stream()
          .filter(contender -> contender.worker.description().isEmpty())
          .forEach(
              contender ->
                  out.printf(
                      Locale.ROOT,
                      "%s cannot express %s.%n%n",
                      contender.worker.name(),
                      workload.id()));
      drop(contenders, contender -> contender.worker.description().isEmpty());
      failed += drop(contenders, contender -> fails(contender, contender::check));
      failed += drop(contenders, contender -> fails(contender, () -> warmUp(contender.worker)));
      for (int i = 0; i < rounds; i++) {
        int round = i;
        failed += drop(contenders, c -> fails(c, () -> c.train(workload, round, seconds)));
      }
      out.printf(
          Locale.ROOT,
          "%s, %d thread%s:%n%n%s%n",
          workload.title(),
          threads,
          threads > 1 ? "s" : "",
          table(workload, contenders));
      out.flush();
      return failed == 0;
    } finally {
      contenders.forEach(contender -> contender.worker.close());
    }
  }

  private Contender start(String name, Workload workload, int threads) {
    return new Contender(new WorkerProcess(home, name, workload, threads, images), rounds);
  }

  private boolean fails(Contender contender, Runnable step) {
    return fails(contender.worker.name(), step);
  }

  private boolean fails(String name, Runnable step) {
    try {
      step.run();
      return false;
    } catch (IllegalArgumentException | IllegalStateException | UncheckedIOException e) {
      out.printf(Locale.ROOT, "%s failed: %s%n%n", name, e.getMessage());
      return true;
    }
  }

  /** Ends and removes those for whom a condition holds, and returns how many. */
  private static int drop(List<Contender> contenders, Predicate<Contender> condition) {
    int before = contenders.size();
    contenders.removeIf(
        contender -> {
          boolean dropped = condition.test(contender);
          if (dropped) {
            contender.worker.close();
          }
          return dropped;
        });
    return before - contenders.size();
  }

  private Table table(Workload workload, List<Contender> contenders) {
    Table table =
        new Table(
            "library",
            workload.unit(),
            "least",
            "greatest",
            workload.classifies() ? "accuracy" : "squared error",
            "ratio");
    for (Contender contender : contenders) {
      Contender first = contenders.get(0);
      boolean comparable = contender != first && first.worker.name().equals("nn4j");
      table.add(
          contender.worker.description(),
          number(Statistics.median(contender.rates)),
          number(Statistics.least(contender.rates)),
          number(Statistics.greatest(contender.rates)),
          Statistics.number(contender.quality[0], 3)
              + " → "
              + Statistics.number(contender.quality[1], 3),
          comparable ? Statistics.number(ratio(first.rates, contender.rates), 2) : "");
    }
    return table;
  }

  private void warmUp(WorkerProcess worker) {
    double passed = 0;
    while (passed < WARM_UP_ROUNDS * seconds) {
      passed += worker.ask("train " + seconds)[1];
    }
  }

  private double ratio(double[] ours, double[] theirs) {
    double[] ratios = new double[rounds];
    for (int i = 0; i < rounds; i++) {
      ratios[i] = ours[i] / theirs[i];
    }
    return Statistics.median(ratios);
  }

  private static String number(double rate) {
    return Statistics.number(rate, rate < 1000 ? 1 : 0);
  }

  /** A JVM and what it has reached, its rates by round. */
  private static final class Contender {
    private final WorkerProcess worker;
    private final double[] rates;
    private double[] quality = {};

    Contender(WorkerProcess worker, int rounds) {
      this.worker = worker;
      this.rates = new double[rounds];
    }

    private void check() {
      quality = worker.ask("check");
    }

    private void train(Workload workload, int round, double seconds) {
      double[] trained = worker.ask("train " + seconds);
      rates[round] = trained[0] * workload.perStep() / trained[1];
    }
  }
}
