package org.nn4j.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Runs the same command in a JVM like this one: whatever native code does there, this one goes on.
 */
final class ChildJvm {
  private static final String PROPERTY = "nn.bench.child";

  private ChildJvm() {}

  /** Returns whether this JVM is such a child. */
  static boolean isChild() {
    return Boolean.getBoolean(PROPERTY);
  }

  /**
   * Runs and waits; output and errors go where this JVM's go.
   *
   * @param arguments of {@link Bench}
   * @return the exit code
   */
  static int run(List<String> arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
    command.add("-D" + PROPERTY + "=true");
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Bench.class.getName()));
    command.addAll(arguments);
    return new ProcessBuilder(command).inheritIO().start().waitFor();
  }
}
