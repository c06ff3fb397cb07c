package org.nn4j.bench.training;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The other end of a {@link Worker}. */
final class WorkerProcess implements AutoCloseable {
  private final String name;
  private final Process process;
  private final Path log;
  private final PrintWriter commands;
  private final BufferedReader answers;
  private final String description;

  /**
   * Starts a contestant's JVM, of this JVM's own JDK, and waits until it has its data.
   *
   * @param home folder of nn-bench
   * @throws IllegalArgumentException if there is no jar of the contestant
   * @throws IllegalStateException if the JVM ended instead; with what it wrote
   */
  WorkerProcess(Path home, String name, Workload workload, int threads, @Nullable Path images) {
    this.name = name;
    this.log = home.resolve("target/worker-" + name + ".log");
    try {
      ProcessBuilder builder =
          new ProcessBuilder(command(home, name, workload, threads, images))
              .redirectError(log.toFile());
      environment(builder.environment(), threads);
      this.process = builder.start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    this.commands = new PrintWriter(process.outputWriter(StandardCharsets.UTF_8), true);
    this.answers = process.inputReader(StandardCharsets.UTF_8);
    this.description = answer();
  }

  private static List<String> command(
      Path home, String name, Workload workload, int threads, @Nullable Path images) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of("--add-modules", "jdk.incubator.vector", "--enable-native-access=ALL-UNNAMED"));
    command.addAll(List.of("-cp", classPath(home, name), Worker.class.getName()));
    command.addAll(List.of(name, workload.id(), Integer.toString(threads)));
    if (images != null) {
      command.add(images.toString());
    }
    return command;
  }

  private static String classPath(Path home, String name) {
    boolean own = name.equals("nn4j");
    Path target = own ? home.resolve("target") : home.resolve("peers/" + name + "/target");
    Path jar = target.resolve(own ? "nn-bench.jar" : "nn-bench-" + name + ".jar");
    if (!Files.exists(jar)) {
      throw new IllegalArgumentException(
          "there is no " + jar + "; build it with mvn -Pbench package, or check the name");
    }
    return jar + File.pathSeparator + target.resolve("lib") + File.separator + "*";
  }

  /**
   * Native libraries take their number of threads from here. They shall not spin while they wait:
   * in one process there may be OpenMP's threads and OpenBLAS's own, more than processors.
   */
  private static void environment(Map<String, String> environment, int threads) {
    for (String variable : List.of("OMP_NUM_THREADS", "MKL_NUM_THREADS", "OPENBLAS_NUM_THREADS")) {
      environment.put(variable, Integer.toString(threads));
    }
    environment.putIfAbsent("OMP_WAIT_POLICY", "passive");
  }

  /** Returns the contestant's name. */
  String name() {
    return name;
  }

  /** Returns what the library says of itself; empty if it cannot express the workload. */
  String description() {
    return description;
  }

  /**
   * Sends a command and returns the two numbers of the answer.
   *
   * @throws IllegalStateException if the JVM ended instead; with what it wrote
   */
  double[] ask(String command) {
    commands.println(command);
    String[] parts = answer().split(" ", -1);
    return new double[] {Double.parseDouble(parts[0]), Double.parseDouble(parts[1])};
  }

  private String answer() {
    StringBuilder others = new StringBuilder();
    try {
      for (String line = answers.readLine(); line != null; line = answers.readLine()) {
        if (line.startsWith(Worker.ANSWER)) {
          return line.substring(Worker.ANSWER.length());
        }
        others.append(line).append('\n');
      }
      process.waitFor();
      throw new IllegalStateException(
          "exit code " + process.exitValue() + "\n" + others + Files.readString(log));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while " + name + " ends", e);
    }
  }

  /** Ends the JVM. */
  @Override
  public void close() {
    process.destroy();
  }
}
