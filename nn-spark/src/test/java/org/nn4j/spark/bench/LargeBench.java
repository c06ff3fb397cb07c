package org.nn4j.spark.bench;

import static org.apache.spark.sql.functions.expr;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerStageCompleted;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.nn4j.spark.NnClassifier;

/**
 * Training with a table that is larger than the heaps of those that train: 18 columns of numbers, 2
 * of texts and a binary label, in two executors with heaps of 1 GB. Tells what time, memory and
 * disk it takes. Linux, whose {@code /proc} knows memory and files that have lost their names.
 */
final class LargeBench {
  private static final int NUMBERS = 18;
  private static final int FRACTIONS = 9;
  private static final int DECIMALS = 5;
  private static final long PAUSE = 250;
  private static final double MB = 1 << 20;

  private LargeBench() {}

  static void run(long rows, int epochs) throws Exception {
    Path local = Path.of(System.getenv("SPARK_HOME"), "local");
    SparkSession session = SparkBench.session("local-cluster[2,1,1024]");
    Map<String, Double> stages = new LinkedHashMap<>();
    session
        .sparkContext()
        .addSparkListener(
            new SparkListener() {
              @Override
              public void onStageCompleted(SparkListenerStageCompleted stage) {
                long end = (Long) stage.stageInfo().completionTime().get();
                long start = (Long) stage.stageInfo().submissionTime().get();
                stages.merge(stage.stageInfo().name(), (end - start) * 1e-3, Double::sum);
              }
            });
    Peaks peaks = new Peaks(local);
    ScheduledExecutorService watch = Executors.newSingleThreadScheduledExecutor();
    Future<?> looking = watch.scheduleWithFixedDelay(peaks::look, 0, PAUSE, TimeUnit.MILLISECONDS);
    NnClassifier classifier =
        new NnClassifier()
            .setFeaturesCols(names().toArray(String[]::new))
            .setLabelCol("label")
            .setLayers("32:relu", "16:relu")
            .setEpochs(epochs)
            .setBatch(8192)
            .setSeed(1)
            .setExecutors(2);
    long start = System.nanoTime();
    classifier.fit(rows(session, rows));
    double seconds = SparkBench.secondsSince(start);
    if (looking.isDone()) {
      looking.get(); // throws what it failed of
    }
    watch.shutdown();
    watch.awaitTermination(1, TimeUnit.MINUTES);
    session.stop();

    SparkBench.print("%,d rows, %d epochs, %.0f s", rows, epochs, seconds);
    stages.forEach((stage, took) -> SparkBench.print("  %-60s %8.1f s", stage, took));
    peaks.print();
  }

  private static List<String> names() {
    List<String> names = new ArrayList<>();
    IntStream.range(0, NUMBERS).forEach(i -> names.add("n" + i));
    names.addAll(List.of("kind", "place"));
    return names;
  }

  /** Returns rows that follow from their numbers; nothing of them is kept. */
  private static Dataset<Row> rows(SparkSession session, long rows) {
    List<Column> columns = new ArrayList<>();
    for (int i = 0; i < NUMBERS; i++) {
      String fraction = "(pmod(xxhash64(id, " + i + "), 1000000007) / 1000000007.0D)";
      String number =
          i < FRACTIONS
              ? "ln(" + fraction + " + 1e-9)"
              : i < FRACTIONS + DECIMALS
                  ? "floor(1e5 * " + fraction + ") / 100.0D"
                  : "floor(100 * " + fraction + ")";
      String given = i % 6 == 5 ? "if(pmod(id, 20) = 3, null, " + number + ")" : number;
      columns.add(expr("cast(" + given + " as double)").as("n" + i));
    }
    columns.add(expr("concat('kind ', pmod(xxhash64(id, 90), 20))").as("kind"));
    columns.add(expr("concat('place ', pmod(xxhash64(id, 91), 23))").as("place"));
    Dataset<Row> all = session.range(0, rows, 1, 16).select(columns.toArray(Column[]::new));
    return all.withColumn(
        "label", expr("if(n0 + n1 + 0.002 * n10 + if(kind < 'kind 15', 1, 0) > 0, 'yes', 'no')"));
  }

  /** The most memory of each process of this one and its children, and the most disk. */
  private static final class Peaks {
    private final Path local;
    private final Map<Long, Map<String, Long>> processes = new TreeMap<>();
    private long written;

    Peaks(Path local) {
      this.local = local;
    }

    void look() {
      try {
        ProcessHandle own = ProcessHandle.current();
        for (ProcessHandle process :
            Stream.concat(Stream.of(own), own.descendants())
                .sorted(Comparator.comparing(ProcessHandle::pid))
                .toList()) {
          look(process.pid());
        }
        written = Math.max(written, size(local));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    private void look(long process) throws IOException {
      Map<String, Long> peak = processes.computeIfAbsent(process, pid -> new TreeMap<>());
      try {
        for (String line : Files.readAllLines(Path.of("/proc/" + process + "/status"))) {
          if (line.matches("(VmHWM|RssAnon|RssFile):.*")) {
            String[] words = line.split("[:\\s]+");
            peak.merge(words[0], Long.parseLong(words[1]) << 10, Math::max);
          }
        }
        long mapped = 0;
        for (String line : Files.readAllLines(Path.of("/proc/" + process + "/maps"))) {
          if (line.contains("nn4j-cache")) {
            String[] range = line.split("[- ]");
            mapped += Long.parseLong(range[1], 16) - Long.parseLong(range[0], 16);
          }
        }
        peak.merge("tables", mapped, Math::max);
      } catch (IOException e) {
        if (ProcessHandle.of(process).isPresent()) {
          throw e;
        }
        processes.remove(process); // it has ended, and was no executor
      }
    }

    private static long size(Path folder) throws IOException {
      long sum = 0;
      try (Stream<Path> files = Files.walk(folder)) {
        for (Path file : (Iterable<Path>) files::iterator) {
          sum += Files.isRegularFile(file) ? Files.size(file) : 0;
        }
      } catch (UncheckedIOException | NoSuchFileException e) {
        return sum; // a file was removed meanwhile; the next look counts the others
      }
      return sum;
    }

    void print() {
      processes.forEach(
          (process, peak) ->
              SparkBench.print(
                  "  %-8s %6.0f MB at most, %5.0f of objects and code, %5.0f of files;"
                      + " tables on disk %5.0f MB",
                  process == ProcessHandle.current().pid() ? "driver" : "executor",
                  peak.getOrDefault("VmHWM", 0L) / MB,
                  peak.getOrDefault("RssAnon", 0L) / MB,
                  peak.getOrDefault("RssFile", 0L) / MB,
                  peak.getOrDefault("tables", 0L) / MB));
      SparkBench.print("  Spark's local folders: %.0f MB at most", written / MB);
    }
  }
}
