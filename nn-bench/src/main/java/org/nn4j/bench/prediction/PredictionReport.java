package org.nn4j.bench.prediction;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.nn4j.bench.measure.Contest;
import org.nn4j.bench.measure.Statistics;
import org.nn4j.bench.measure.Table;
import org.nn4j.bench.measure.WorkerProcess;

/**
 * Lets nn4j and others predict in turn, in rounds, with the same parameters.
 *
 * @param home folder of nn-bench
 * @param peers whom to compare with
 * @param rounds how many
 * @param seconds of a round
 * @param out where tables go
 */
public record PredictionReport(
    Path home, List<String> peers, int rounds, double seconds, PrintStream out) {
  private static final int WARM_UP_ROUNDS = 3;

  /**
   * Measures batches of one size and prints their table.
   *
   * @param widths of the network, such as {@code 784-128-10}
   * @return whether all lasted
   */
  public boolean print(String widths, int rows) {
    try (Contest contest = new Contest(out)) {
      List<String> arguments = List.of(widths, Integer.toString(rows));
      for (String name : peers) {
        contest.enter(
            name, () -> new WorkerProcess(home, name, PredictionWorker.class, 1, arguments));
      }
      contest.turn(entrant -> entrant.found(entrant.worker().ask("check")));
      for (int i = 0; i < WARM_UP_ROUNDS; i++) {
        contest.turn(entrant -> entrant.worker().ask("predict " + seconds));
      }
      for (int i = 0; i < rounds; i++) {
        contest.turn(
            entrant -> {
              double[] predicted = entrant.worker().ask("predict " + seconds);
              entrant.reached(predicted[0] / predicted[1]);
            });
      }
      out.printf(
          Locale.ROOT, "%s, batch %d, one thread:%n%n%s%n", widths, rows, table(rows, contest));
      out.flush();
      return contest.lasted();
    }
  }

  private static Table table(int rows, Contest contest) {
    Table table = new Table("library", "µs/batch", "rows/s", "difference", "ratio");
    for (Contest.Entrant entrant : contest.entrants()) {
      double rate = Statistics.median(entrant.rates());
      table.add(
          entrant.worker().description(),
          Statistics.number(1e6 / rate, 2),
          Statistics.number(rate * rows, 0),
          String.format(Locale.ROOT, "%.1e", entrant.quality()[0]),
          contest.ratio(entrant));
    }
    contest.addFailures(table);
    return table;
  }
}
