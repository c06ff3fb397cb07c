package org.nn4j.bench.measure;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * What kind of processor it is, as the text of Linux's {@code /proc/cpuinfo} says: what matters to
 * the speed of kernels is the microarchitecture and the widest vectors.
 *
 * @param name what the processor calls itself
 * @param kind a name for files, such as {@code amd-zen4-avx512}
 */
public record Processor(String name, String kind) {
  private static final Path CPUINFO = Path.of("/proc/cpuinfo");

  /** The models of a family from {@code low} to {@code high}, as vendors number them. */
  private record Models(int family, int low, int high, String name) {}

  private static final List<Models> AMD =
      List.of(
          new Models(23, 0x30, 0xff, "zen2"),
          new Models(23, 0x00, 0x2f, "zen"),
          new Models(25, 0x10, 0x1f, "zen4"),
          new Models(25, 0x60, 0x7f, "zen4"),
          new Models(25, 0xa0, 0xaf, "zen4"),
          new Models(25, 0x00, 0xff, "zen3"),
          new Models(26, 0x00, 0xff, "zen5"));

  private static final List<Models> INTEL =
      List.of(
          new Models(6, 0x3f, 0x3f, "haswell"),
          new Models(6, 0x4f, 0x4f, "broadwell"),
          new Models(6, 0x55, 0x55, "skylake"),
          new Models(6, 0x6a, 0x6c, "icelake"),
          new Models(6, 0x8f, 0x8f, "sapphirerapids"),
          new Models(6, 0xcf, 0xcf, "emeraldrapids"),
          new Models(6, 0xad, 0xae, "graniterapids"));

  private static final Map<String, String> ARM =
      Map.of(
          "0xd0c", "neoverse-n1",
          "0xd40", "neoverse-v1",
          "0xd49", "neoverse-n2",
          "0xd4f", "neoverse-v2");

  /** Returns this machine's; without {@code /proc/cpuinfo}, all that is known is the JVM's word. */
  public static Processor here() {
    String architecture = System.getProperty("os.arch");
    if (!Files.isReadable(CPUINFO)) {
      return new Processor(architecture, slug(System.getProperty("os.name") + "-" + architecture));
    }
    try {
      return parse(Files.readString(CPUINFO), architecture);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Reads the first processor's part of a text.
   *
   * @param cpuinfo as Linux has it on x64 or Arm
   * @param architecture what stands for the name where the text has none
   */
  public static Processor parse(String cpuinfo, String architecture) {
    Map<String, String> fields = new HashMap<>();
    for (String line : cpuinfo.lines().toList()) {
      int colon = line.indexOf(':');
      if (colon > 0) {
        String value = line.substring(colon + 1).strip();
        fields.putIfAbsent(line.substring(0, colon).strip(), value);
      }
    }
    String name = fields.getOrDefault("model name", architecture);
    String words = fields.getOrDefault("flags", fields.getOrDefault("Features", ""));
    Set<String> flags = new HashSet<>(List.of(words.split(" ", -1)));
    if (fields.containsKey("CPU part")) {
      String part = fields.get("CPU part");
      String core = ARM.getOrDefault(part, fields.get("CPU implementer") + "-" + part);
      return new Processor(
          name, slug("arm-" + core + "-" + (flags.contains("sve") ? "sve" : "neon")));
    }
    if (!fields.containsKey("cpu family")) {
      return new Processor(name, slug(architecture));
    }
    String vendor = fields.getOrDefault("vendor_id", "x86");
    boolean amd = vendor.equals("AuthenticAMD");
    String core =
        core(
            amd ? AMD : INTEL,
            Integer.parseInt(fields.get("cpu family")),
            Integer.parseInt(fields.getOrDefault("model", "0")));
    String brand = amd ? "amd" : vendor.equals("GenuineIntel") ? "intel" : vendor;
    return new Processor(name, slug(brand + "-" + core + "-" + vectors(flags)));
  }

  private static String core(List<Models> known, int family, int model) {
    return known.stream()
        .filter(m -> m.family == family && m.low <= model && model <= m.high)
        .map(Models::name)
        .findFirst()
        .orElse("family" + family + "-model" + model);
  }

  private static String vectors(Set<String> flags) {
    return flags.contains("avx512f") ? "avx512" : flags.contains("avx2") ? "avx2" : "sse";
  }

  private static String slug(String text) {
    return text.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
  }
}
