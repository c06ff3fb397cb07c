package org.nn4j.bench;

import org.nn4j.bench.measure.Machine;
import picocli.CommandLine.Command;

/** {@code run machine}. */
@Command(
    name = "machine",
    description = "The processor, its caches, its greatest rate, the JDK.",
    mixinStandardHelpOptions = true)
final class MachineCommand implements Runnable {
  @Override
  public void run() {
    System.out.println(Machine.facts());
  }
}
