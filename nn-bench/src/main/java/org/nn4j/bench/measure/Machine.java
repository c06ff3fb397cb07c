package org.nn4j.bench.measure;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.TreeMap;
import jdk.incubator.vector.FloatVector;

/** Where figures come from, without which they mean little. */
public final class Machine {
  private static final Path CACHES = Path.of("/sys/devices/system/cpu/cpu0/cache");

  private Machine() {}

  /** Returns the processor, the JDK and the width of its vectors, one line. */
  public static String describe() {
    return String.format(
        Locale.ROOT,
        "%s, %d processors; JDK %s (%s), vectors of %d bits.",
        Processor.here().name(),
        Runtime.getRuntime().availableProcessors(),
        Runtime.version(),
        System.getProperty("java.vendor"),
        FloatVector.SPECIES_PREFERRED.vectorBitSize());
  }

  /** Returns a table of the facts that speed depends on; measures the peak, half a second. */
  public static Table facts() {
    Table table = new Table("fact", "value");
    Processor processor = Processor.here();
    table.add("processor", processor.name());
    table.add("kind", processor.kind());
    table.add("processors", Integer.toString(Runtime.getRuntime().availableProcessors()));
    table.add("caches", caches(CACHES));
    table.add("memory, GiB", Statistics.number(memory() / 0x1p30, 0));
    table.add("JDK", Runtime.version() + " (" + System.getProperty("java.vendor") + ")");
    table.add("vectors, bits", Integer.toString(FloatVector.SPECIES_PREFERRED.vectorBitSize()));
    table.add("peak of one processor, GFLOP/s", Statistics.number(Peak.gflops(), 0));
    return table;
  }

  private static long memory() {
    return ManagementFactory.getOperatingSystemMXBean()
            instanceof com.sun.management.OperatingSystemMXBean system
        ? system.getTotalMemorySize()
        : 0;
  }

  /**
   * Reads the caches of a processor.
   *
   * @param folder as Linux's {@code /sys/devices/system/cpu/cpu0/cache}
   * @return for instance {@code L1d 32K, L1i 32K, L2 1024K, L3 32768K}
   */
  static String caches(Path folder) {
    if (!Files.isDirectory(folder)) {
      return "unknown";
    }
    TreeMap<String, String> sizes = new TreeMap<>();
    try (DirectoryStream<Path> caches = Files.newDirectoryStream(folder, "index*")) {
      for (Path cache : caches) {
        String type = read(cache, "type").substring(0, 1).toLowerCase(Locale.ROOT);
        String name = "L" + read(cache, "level") + (type.equals("u") ? "" : type);
        sizes.put(name, name + " " + read(cache, "size"));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return String.join(", ", sizes.values());
  }

  private static String read(Path folder, String file) throws IOException {
    return Files.readString(folder.resolve(file)).strip();
  }
}
