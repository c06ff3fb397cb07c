package org.nn4j.bench.training;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
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

  /** Measures a workload and prints its table. */
  public void print(Workload workload, int threads) {
    List<WorkerProcess> workers = new ArrayList<>();
    try {
      workers.add(new WorkerProcess(home, "nn4j", workload, threads, images));
      for (String peer : peers) {
        workers.add(new WorkerProcess(home, peer, workload, threads, images));
      }
      workers.stream()
          .filter(worker -> worker.description().isEmpty())
          .forEach(
              worker ->
                  out.printf(
                      Locale.ROOT, "%s cannot express %s.%n%n", worker.name(), workload.id()));
      workers.removeIf(worker -> worker.description().isEmpty());
      out.printf(
          Locale.ROOT,
          "%s, %d thread%s:%n%n%s%n",
          workload.title(),
          threads,
          threads > 1 ? "s" : "",
          table(workload, workers));
      out.flush();
    } finally {
      workers.forEach(WorkerProcess::close);
    }
  }

  private Table table(Workload workload, List<WorkerProcess> workers) {
    List<double[]> quality = workers.stream().map(worker -> worker.ask("check")).toList();
    workers.forEach(this::warmUp);
    List<double[]> rates = rates(workload, workers);
    Table table =
        new Table(
            "library",
            workload.unit(),
            "least",
            "greatest",
            workload.classifies() ? "accuracy" : "squared error",
            "ratio");
    for (int i = 0; i < workers.size(); i++) {
      double[] rate = rates.get(i);
      table.add(
          workers.get(i).description(),
          number(Statistics.median(rate)),
          number(Statistics.least(rate)),
          number(Statistics.greatest(rate)),
          Statistics.number(quality.get(i)[0], 3) + " → " + Statistics.number(quality.get(i)[1], 3),
          i == 0 ? "" : Statistics.number(ratio(rates.get(0), rate), 2));
    }
    return table;
  }

  private void warmUp(WorkerProcess worker) {
    double passed = 0;
    while (passed < WARM_UP_ROUNDS * seconds) {
      passed += worker.ask("train " + seconds)[1];
    }
  }

  /** Returns each worker's rates, one a round. */
  private List<double[]> rates(Workload workload, List<WorkerProcess> workers) {
    List<double[]> rates = workers.stream().map(worker -> new double[rounds]).toList();
    for (int round = 0; round < rounds; round++) {
      for (int i = 0; i < workers.size(); i++) {
        double[] trained = workers.get(i).ask("train " + seconds);
        rates.get(i)[round] = trained[0] * workload.perStep() / trained[1];
      }
    }
    return rates;
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
}
