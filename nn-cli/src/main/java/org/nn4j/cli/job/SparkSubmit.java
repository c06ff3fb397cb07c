package org.nn4j.cli.job;

import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.nn4j.core.InputException;
import org.nn4j.core.NnException;
import org.nn4j.core.io.AtomicFile;

/**
 * Spark's {@code spark-submit}, which runs this very program again, in a JVM that has Spark.
 *
 * @param environment the environment's variables
 * @param program the jar of this program, whose folder has its libraries in lib, or what stands for
 *     it in a build
 */
public record SparkSubmit(Map<String, String> environment, Path program) {
  private static final String SCRIPT = "spark-submit";

  /** A variable that only a driver has which this started. */
  private static final String DRIVER = "NN4J_SPARK_DRIVER";

  /** Spark has a log of its own. */
  private static final Pattern LEFT_OUT = Pattern.compile("(logback|slf4j)-.*");

  /** Returns that of this program, in its environment. */
  public static SparkSubmit here() {
    try {
      return new SparkSubmit(
          System.getenv(),
          Path.of(SparkSubmit.class.getProtectionDomain().getCodeSource().getLocation().toURI()));
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * Runs a command line, whose input and output are this process's, and returns its exit code.
   *
   * @param master where the cluster is, or empty
   * @param jar the jar of nn-spark, or null for that beside the program
   * @param verb the command line's verb
   * @param words what follows it
   * @throws InputException if Spark or the jar is not there
   */
  public int run(String master, @Nullable Path jar, String verb, List<String> words) {
    if (environment.containsKey(DRIVER)) {
      throw new InputException(
          "--spark-jar: there is no nn-spark in "
              + (jar == null ? "nn-spark.jar" : jar)
              + "; give the jar of org.nn4j:nn-spark of this version");
    }
    List<String> command = command(master, jar, verb, words);
    ProcessBuilder builder = new ProcessBuilder(command).inheritIO();
    builder.environment().put(DRIVER, "true");
    builder.environment().putIfAbsent("JAVA_HOME", System.getProperty("java.home"));
    try {
      Process process = builder.start();
      // Ctrl-C reaches both; what the other ends with is what this one ends with.
      return process.waitFor();
    } catch (IOException e) {
      throw new NnException(command.get(0) + " cannot be run: " + AtomicFile.reason(e), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new NnException("interrupted while " + SCRIPT + " runs", e);
    }
  }

  private List<String> command(String master, @Nullable Path jar, String verb, List<String> words) {
    List<String> command = new ArrayList<>(List.of(script().toString()));
    if (!master.isEmpty()) {
      command.addAll(List.of("--master", master));
    }
    command.addAll(List.of("--name", "nn " + verb, "--class", "org.nn4j.cli.Main"));
    if (!words.contains("-v") && !words.contains("--verbose")) {
      command.addAll(List.of("--conf", "spark.log.level=WARN"));
    }
    command.addAll(List.of("--jars", jars(jar == null ? besideProgram() : existing(jar))));
    command.add(program.toString());
    command.add(verb);
    command.addAll(words);
    return command;
  }

  private Path script() {
    String home = environment.getOrDefault("SPARK_HOME", "");
    Stream<Path> folders =
        !home.isEmpty()
            ? Stream.of(Path.of(home, "bin"))
            : Stream.of(environment.getOrDefault("PATH", "").split(File.pathSeparator))
                .filter(folder -> !folder.isEmpty())
                .map(Path::of);
    return folders
        .map(folder -> folder.resolve(SCRIPT))
        .filter(Files::isExecutable)
        .findFirst()
        .orElseThrow(
            () ->
                new InputException(
                    "--spark: there is no "
                        + SCRIPT
                        + (home.isEmpty()
                            ? " on the PATH; install Spark 4 (https://spark.apache.org), and set"
                                + " SPARK_HOME to its folder"
                            : " in "
                                + Path.of(home, "bin")
                                + "; SPARK_HOME must be the folder of"
                                + " Spark 4")));
  }

  private Path besideProgram() {
    Path folder = program.resolveSibling("");
    return Stream.of(folder, folder.resolve("lib"))
        .map(where -> where.resolve("nn-spark.jar"))
        .filter(Files::isRegularFile)
        .findFirst()
        .orElseThrow(
            () ->
                new InputException(
                    "--spark: there is no nn-spark.jar beside "
                        + program
                        + "; give --spark-jar FILE, the jar of org.nn4j:nn-spark of this version,"
                        + " which mvn -Pspark package -DskipTests makes in a clone, in"
                        + " nn-spark/target"));
  }

  private static Path existing(Path jar) {
    if (!Files.isRegularFile(jar)) {
      throw new InputException("--spark-jar: there is no file " + jar);
    }
    return jar;
  }

  private String jars(Path spark) {
    List<String> jars = new ArrayList<>(List.of(spark.toString()));
    Path lib = program.resolveSibling("lib");
    try (Stream<Path> files = Files.list(lib)) {
      files
          .filter(file -> String.valueOf(file.getFileName()).endsWith(".jar"))
          .filter(file -> !LEFT_OUT.matcher(String.valueOf(file.getFileName())).matches())
          .filter(file -> !file.equals(spark))
          .map(Objects::toString)
          .sorted()
          .forEach(jars::add);
    } catch (IOException e) {
      throw new NnException(lib + " cannot be listed: " + AtomicFile.reason(e), e);
    }
    return jars.stream().collect(Collectors.joining(","));
  }
}
