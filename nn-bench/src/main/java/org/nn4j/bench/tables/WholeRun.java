package org.nn4j.bench.tables;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * How a process ran.
 *
 * @param seconds from its start to its end
 * @param exitCode its own
 * @param inTime whether it ended before the limit; else it was ended
 * @param output what it printed to standard output
 * @param errors what it printed to standard error
 */
record WholeRun(double seconds, int exitCode, boolean inTime, String output, String errors) {

  /**
   * Runs a process to its end.
   *
   * @param limit seconds after which it is ended
   * @param scratch folder for what it prints
   * @throws UncheckedIOException if it cannot be started
   */
  static WholeRun of(
      List<String> command, Map<String, String> environment, double limit, Path scratch) {
    try {
      Files.createDirectories(scratch);
      Path output = scratch.resolve("stdout");
      Path errors = scratch.resolve("stderr");
      ProcessBuilder builder =
          new ProcessBuilder(command)
              .redirectOutput(output.toFile())
              .redirectError(errors.toFile());
      builder.environment().putAll(environment);
      long start = System.nanoTime();
      Process process = builder.start();
      boolean inTime = process.waitFor((long) (limit * 1e9), TimeUnit.NANOSECONDS);
      double seconds = (System.nanoTime() - start) * 1e-9;
      if (!inTime) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
      }
      return new WholeRun(
          seconds, process.waitFor(), inTime, Files.readString(output), Files.readString(errors));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while " + command.get(0) + " runs", e);
    }
  }
}
