package org.nn4j.bench.measure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.Stream;
import jdk.incubator.vector.FloatVector;

/** Where figures come from, without which they mean little. */
public final class Machine {
  private Machine() {}

  /** Returns the processor, the JDK and the width of its vectors, one line. */
  public static String describe() {
    return String.format(
        Locale.ROOT,
        "%s, %d processors; JDK %s (%s), vectors of %d bits.",
        processor(),
        Runtime.getRuntime().availableProcessors(),
        Runtime.version(),
        System.getProperty("java.vendor"),
        FloatVector.SPECIES_PREFERRED.vectorBitSize());
  }

  private static String processor() {
    String architecture = System.getProperty("os.arch");
    try (Stream<String> lines = Files.lines(Path.of("/proc/cpuinfo"))) {
      return lines
          .filter(line -> line.startsWith("model name"))
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .findFirst()
          .orElse(architecture);
    } catch (IOException e) {
      return architecture; // no Linux
    }
  }
}
