package org.nn4j.bench.measure;

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

/**
 * The JVM of one contestant, which does what lines on its standard input say; the other end is
 * {@link Commands}.
 */
public final class WorkerProcess implements AutoCloseable {
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
   * @param main the class that runs there
   * @param threads how many native libraries may use
   * @param arguments those of the class, after the contestant's name
   * @throws IllegalArgumentException if there is no jar of the contestant
   * @throws IllegalStateException if the JVM ended instead; with what it wrote
   */
  public WorkerProcess(Path home, String name, Class<?> main, int threads, List<String> arguments) {
    this.name = name;
    this.log = home.resolve("target/worker-" + name + ".log");
    try {
      ProcessBuilder builder =
          new ProcessBuilder(command(home, name, main, arguments)).redirectError(log.toFile());
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
      Path home, String name, Class<?> main, List<String> arguments) {
    boolean own = name.startsWith("nn4j");
    Path target = own ? home.resolve("target") : home.resolve("peers/" + name + "/target");
    Path jar = target.resolve(own ? "nn-bench.jar" : "nn-bench-" + name + ".jar");
    if (!Files.exists(jar)) {
      throw new IllegalArgumentException(
          "there is no "
              + jar.getFileName()
              + "; build it with mvn -Pbench package, or check the name");
    }
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of("--add-modules", "jdk.incubator.vector", "--enable-native-access=ALL-UNNAMED"));
    // Its usual folder is all programs', where libraries of several versions mix.
    command.add("-Dorg.bytedeco.javacpp.cachedir=" + target.resolve("natives"));
    String classPath = jar + File.pathSeparator + target.resolve("lib") + File.separator + "*";
    command.addAll(List.of("-cp", classPath, main.getName(), name));
    command.addAll(arguments);
    return command;
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
  public String name() {
    return name;
  }

  /** Returns what the library says of itself; empty if it cannot do what is asked. */
  public String description() {
    return description;
  }

  /**
   * Sends a command and returns the two numbers of the answer.
   *
   * @throws IllegalStateException if the JVM ended instead; with what it wrote
   */
  public double[] ask(String command) {
    commands.println(command);
    String[] parts = answer().split(" ", -1);
    return new double[] {Double.parseDouble(parts[0]), Double.parseDouble(parts[1])};
  }

  private String answer() {
    StringBuilder others = new StringBuilder();
    try {
      for (String line = answers.readLine(); line != null; line = answers.readLine()) {
        if (line.startsWith(Commands.ANSWER)) {
          return line.substring(Commands.ANSWER.length());
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
