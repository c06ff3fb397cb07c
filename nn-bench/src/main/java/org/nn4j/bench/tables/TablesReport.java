package org.nn4j.bench.tables;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.nn4j.bench.measure.Statistics;
import org.nn4j.bench.measure.Table;

/**
 * Lets nn4j and others run on tables in turn, in rounds.
 *
 * @param home folder of nn-bench
 * @param program what others run as; its arguments are those of {@code tables/peer.py}
 * @param peers whom to compare with: names that the program knows
 * @param rounds how many
 * @param limit seconds after which a process is ended
 * @param out where tables go
 */
public record TablesReport(
    Path home,
    List<String> program,
    List<String> peers,
    int rounds,
    double limit,
    PrintStream out) {
  private static final double BUILD_LIMIT = 900;

  /**
   * Measures a table and prints what came out.
   *
   * @param folder of the CSV files; {@code made} is none of them
   * @return whether all ran
   */
  public boolean print(String name, Path folder) {
    TableFiles table;
    try {
      Path work = home.resolve("target/split");
      table =
          name.equals(TableFiles.MADE)
              ? TableFiles.make(work)
              : TableFiles.split(folder.resolve(name + ".csv"), work);
    } catch (IOException | IllegalArgumentException e) {
      out.printf(Locale.ROOT, "%s failed: %s%n%n", name, e);
      return false;
    }
    List<Entry> entries = entries(table);
    for (int i = 0; i < rounds; i++) {
      entries.stream().filter(Entry::runs).forEach(this::run);
    }
    out.printf(
        Locale.ROOT,
        "%s: %,d rows, %d columns, %s:%n%n%s%n",
        name,
        table.rows(),
        table.columns(),
        table.classes() ? "classes" : "numbers",
        table(table, entries));
    out.flush();
    return entries.stream().allMatch(Entry::lasted);
  }

  /** Has {@code nn} built and its archive of classes made, which are no part of a run. */
  public void prepare() {
    WholeRun run = WholeRun.of(List.of(launcher(), "--version"), java(), BUILD_LIMIT, scratch());
    if (run.exitCode() != 0) {
      throw new IllegalStateException("nn does not run: " + run.errors());
    }
  }

  private List<Entry> entries(TableFiles table) {
    String model = scratch().resolve("model.safetensors").toString();
    List<Entry> entries = new ArrayList<>();
    entries.add(Entry.nn4j(table, launcher(), System.getProperty("java.home"), model));
    for (String peer : peers) {
      entries.add(Entry.of(table, peer, program, scratch().resolve("model." + peer).toString()));
    }
    return entries;
  }

  private void run(Entry entry) {
    try {
      entry.add(WholeRun.of(entry.command(), entry.environment(), limit, scratch()));
    } catch (UncheckedIOException | IllegalStateException e) {
      entry.failed(String.valueOf(e.getMessage()));
    }
  }

  private Table table(TableFiles files, List<Entry> entries) {
    Table table = new Table("library", "seconds", "rows/s", "error", "ratio");
    Entry first = entries.get(0);
    for (Entry entry : entries) {
      String failure = entry.failure();
      if (failure != null) {
        table.addText(failure);
        continue;
      }
      double seconds = Statistics.median(entry.seconds());
      table.add(
          entry.description(),
          Statistics.number(seconds, 2),
          Statistics.number(files.rows() / seconds, 0),
          Statistics.number(entry.error(), 4),
          entry == first || !first.runs() ? "" : Statistics.number(ratio(first, entry), 2));
    }
    return table;
  }

  private static double ratio(Entry first, Entry other) {
    double[] ratios = other.seconds();
    double[] ours = first.seconds();
    for (int i = 0; i < ratios.length; i++) {
      ratios[i] /= ours[i];
    }
    return Statistics.median(ratios);
  }

  private Path scratch() {
    return home.resolve("target/tables-run");
  }

  private String launcher() {
    return home.resolveSibling("nn").toString();
  }

  private static Map<String, String> java() {
    return Map.of("NN_JAVA_HOME", System.getProperty("java.home"));
  }
}
