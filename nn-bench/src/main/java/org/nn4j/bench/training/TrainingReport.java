package org.nn4j.bench.training;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.nn4j.bench.measure.Contest;
import org.nn4j.bench.measure.Statistics;
import org.nn4j.bench.measure.Table;
import org.nn4j.bench.measure.WorkerProcess;

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
   * Measures a workload and prints its table, with a row too for each whose JVM did not last; what
   * that wrote is printed before.
   *
   * @return whether all lasted
   */
  public boolean print(Workload workload, int threads) {
    try (Contest contest = new Contest(out)) {
      enter(contest, "nn4j", workload, threads);
      peers.forEach(name -> enter(contest, name, workload, threads));
      contest.remove(entrant -> cannotExpress(entrant.worker(), workload));
      contest.turn(entrant -> entrant.found(entrant.worker().ask("check")));
      contest.turn(entrant -> warmUp(entrant.worker()));
      for (int i = 0; i < rounds; i++) {
        contest.turn(
            entrant -> {
              double[] trained = entrant.worker().ask("train " + seconds);
              entrant.reached(trained[0] * workload.perStep() / trained[1]);
            });
      }
      out.printf(
          Locale.ROOT,
          "%s, %d thread%s:%n%n%s%n",
          workload.title(),
          threads,
          threads > 1 ? "s" : "",
          table(workload, contest));
      out.flush();
      return contest.lasted();
    }
  }

  private void enter(Contest contest, String name, Workload workload, int threads) {
    List<String> arguments = new ArrayList<>();
    arguments.add(workload.id());
    arguments.add(Integer.toString(threads));
    if (images != null) {
      arguments.add(images.toString());
    }
    contest.enter(name, () -> new WorkerProcess(home, name, Worker.class, threads, arguments));
  }

  private boolean cannotExpress(WorkerProcess worker, Workload workload) {
    boolean cannot = worker.description().isEmpty();
    if (cannot) {
      out.printf(Locale.ROOT, "%s cannot express %s.%n%n", worker.name(), workload.id());
    }
    return cannot;
  }

  private static Table table(Workload workload, Contest contest) {
    Table table =
        new Table(
            "library",
            workload.unit(),
            "least",
            "greatest",
            workload.classifies() ? "accuracy" : "squared error",
            "ratio");
    for (Contest.Entrant entrant : contest.entrants()) {
      table.add(
          entrant.worker().description(),
          number(Statistics.median(entrant.rates())),
          number(Statistics.least(entrant.rates())),
          number(Statistics.greatest(entrant.rates())),
          Statistics.number(entrant.quality()[0], 3)
              + " → "
              + Statistics.number(entrant.quality()[1], 3),
          contest.ratio(entrant));
    }
    contest.addFailures(table);
    return table;
  }

  private void warmUp(WorkerProcess worker) {
    double passed = 0;
    while (passed < WARM_UP_ROUNDS * seconds) {
      passed += worker.ask("train " + seconds)[1];
    }
  }

  private static String number(double rate) {
    return Statistics.number(rate, rate < 1000 ? 1 : 0);
  }
}
