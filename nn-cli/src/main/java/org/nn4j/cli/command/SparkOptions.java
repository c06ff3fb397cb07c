package org.nn4j.cli.command;

import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.nn4j.cli.job.SparkSubmit;
import org.nn4j.core.InputException;
import picocli.CommandLine.Option;

/** Whether the work is done by executors of Spark. */
final class SparkOptions {
  private static final String FLAG = "--spark";
  private static final Pattern MASTER =
      Pattern.compile("local(\\[.*])?|local-cluster\\[.*]|yarn|\\w+://.+");

  @Option(
      names = FLAG,
      arity = "0..1",
      fallbackValue = "",
      paramLabel = "MASTER",
      description =
          "Run on Spark, by its spark-submit, on --spark=MASTER, such as yarn or local[4], or what"
              + " Spark is configured for. Same bytes for any cluster.")
  private @Nullable String master;

  @Option(
      names = "--spark-jar",
      paramLabel = "FILE",
      description = "The jar of nn-spark (default: nn-spark.jar beside nn4j's own).")
  private @Nullable Path jar;

  /** Declares the jar that is read. */
  FileUses declare(FileUses files) {
    return files.reads("--spark-jar", jar);
  }

  boolean asked() {
    if (master == null && jar != null) {
      throw new InputException("--spark-jar: is for " + FLAG + "; give both");
    }
    return master != null;
  }

  /** Returns where the cluster is, or nothing where Spark knows. */
  String master() {
    String given = master == null ? "" : master;
    if (!given.isEmpty() && !MASTER.matcher(given).matches()) {
      throw new InputException(
          FLAG
              + ": must be a master of Spark (yarn, local[4], spark://host:7077, k8s://…) but is '"
              + given
              + "'; where it has none, write "
              + FLAG
              + " last");
    }
    return given;
  }

  /** Has Spark run the same command line, and returns its exit code. */
  int submit(String verb, List<String> words) {
    return SparkSubmit.here().run(master(), jar, verb, words);
  }
}
