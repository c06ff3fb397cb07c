package org.nn4j.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.nn4j.bench.tables.TablesReport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code run tables}. */
@Command(
    name = "tables",
    description =
        "Whole processes on tables: read CSV, train, evaluate on held-out rows, save; by nn train"
            + " and by others, all with their defaults, in turn.",
    footer = {
      "",
      "The error is the part of the held-out rows that is wrong, or 1 - R2. Debian has the others"
          + " as python3-sklearn, python3-pandas and python3-xgboost.",
      "Tables are CSV files, a row a line, with a column 'target': a number, or, if it has texts or"
          + " just two values, classes. Without --data-dir they are those of nn-bench/tables/export.R,"
          + " which needs Debian's r-base-core, r-cran-mlbench, r-cran-kernlab, r-cran-ggplot2,"
          + " r-cran-cardata, r-cran-aer and r-cran-modeldata. 'made' is a million rows of ten"
          + " numbers that the bench makes itself."
    },
    mixinStandardHelpOptions = true)
final class TablesCommand implements Callable<Integer> {
  @Option(
      names = "--data-dir",
      paramLabel = "DIR",
      description = "Folder of CSV files (default: nn-bench/target/tables, which export.R fills).")
  private @Nullable Path folder;

  @Option(
      names = "--tables",
      split = ",",
      paramLabel = "NAME",
      description = "Which; all for every file (default: ${DEFAULT-VALUE}).")
  private List<String> tables =
      List.of("made", "diamonds", "wa_churn", "spam", "credit_data", "concrete");

  @Option(
      names = "--against",
      split = ",",
      paramLabel = "NAME",
      description = "Of sklearn-mlp, sklearn-trees and xgboost, or none (default: all).")
  private List<String> against = List.of("sklearn-mlp", "sklearn-trees", "xgboost");

  @Option(
      names = "--rounds",
      paramLabel = "N",
      description = "Rounds, of which medians are taken (default: ${DEFAULT-VALUE}).")
  private int rounds = 3;

  @Option(
      names = "--limit",
      paramLabel = "N",
      description = "Seconds after which a process is ended (default: ${DEFAULT-VALUE}).")
  private double limit = 120;

  @Override
  public Integer call() throws IOException {
    List<String> peers = against.equals(List.of("none")) ? List.of() : against;
    List<String> program =
        List.of("/usr/bin/python3", Bench.home().resolve("tables/peer.py").toString());
    TablesReport report = new TablesReport(Bench.home(), program, peers, rounds, limit, System.out);
    report.prepare();
    Path files = folder == null ? exported() : folder;
    boolean lasted = true;
    for (String name : tables.equals(List.of("all")) ? names(files) : tables) {
      lasted &= report.print(name, files);
    }
    return lasted ? 0 : 1;
  }

  private static List<String> names(Path files) throws IOException {
    List<String> names = new ArrayList<>(List.of("made"));
    try (Stream<Path> all = Files.list(files)) {
      all.map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".csv"))
          .map(name -> name.substring(0, name.length() - ".csv".length()))
          .sorted()
          .forEach(names::add);
    }
    return names;
  }

  /** Has R write the tables, once. */
  private static Path exported() throws IOException {
    Path files = Bench.home().resolve("target/tables");
    if (Files.exists(files)) {
      return files;
    }
    Path unfinished = Bench.home().resolve("target/tables.new");
    String script = Bench.home().resolve("tables/export.R").toString();
    try {
      Process process =
          new ProcessBuilder("Rscript", script, unfinished.toString())
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start();
      if (process.waitFor() == 0) {
        return Files.move(unfinished, files);
      }
    } catch (IOException e) {
      System.err.println(e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    System.out.printf(
        Locale.ROOT, "No real tables: %s failed; --help says which packages it needs.%n%n", script);
    return files;
  }
}
