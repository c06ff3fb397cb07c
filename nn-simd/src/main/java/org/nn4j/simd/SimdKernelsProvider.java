package org.nn4j.simd;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.nn4j.api.Kernels;
import org.nn4j.api.KernelsProvider;

/**
 * Provider of the kernels on the Vector API.
 *
 * <p>They need the incubating module and HotSpot's C2, which keeps vectors in registers: without it
 * every operation allocates, and plain loops are far faster.
 */
public final class SimdKernelsProvider implements KernelsProvider {
  private static final String MODULE = "jdk.incubator.vector";
  private static final int LEAST_BITS = 128;

  /** Creates the provider, for ServiceLoader. */
  public SimdKernelsProvider() {}

  @Override
  public String name() {
    return SimdKernels.NAME;
  }

  @Override
  public int priority() {
    return 10;
  }

  @Override
  public Optional<String> unavailable() {
    return Optional.ofNullable(reason());
  }

  @Override
  public Kernels create() {
    unavailable()
        .ifPresent(
            reason -> {
              throw new IllegalStateException("simd kernels: " + reason);
            });
    return new SimdKernels();
  }

  private static @Nullable String reason() {
    if (!moduleIsReadable()) {
      return "the module " + MODULE + " is not there; start java with --add-modules " + MODULE;
    }
    String compiler =
        compilerFault(
            property("java.vm.name"), property("java.vm.info"), property("java.vm.version"));
    if (compiler != null) {
      return compiler;
    }
    int bits = VectorWidth.bits();
    return bits < LEAST_BITS
        ? "vectors of " + bits + " bits are too short; at least " + LEAST_BITS + " are needed"
        : null;
  }

  /**
   * Whether the module is present: for the class path as soon as it is loaded, when the JVM starts
   * or later; a named module must read it, too.
   */
  private static boolean moduleIsReadable() {
    Class<?> own = SimdKernelsProvider.class;
    try {
      Class<?> vector = Class.forName(MODULE + ".Vector", false, own.getClassLoader());
      return own.getModule().canRead(vector.getModule());
    } catch (ClassNotFoundException e) {
      return false;
    }
  }

  /**
   * Returns why a JVM does not compile vectors well, or null if it is HotSpot with C2.
   *
   * @param name the system property {@code java.vm.name}
   * @param info {@code java.vm.info}
   * @param version {@code java.vm.version}
   */
  static @Nullable String compilerFault(String name, String info, String version) {
    boolean hotspot = name.contains("HotSpot") || name.contains("OpenJDK");
    if (!hotspot || !name.contains("Server VM")) {
      return name
          + " is not HotSpot with the compiler C2, which alone turns vectors into registers";
    }
    if (version.contains("jvmci")) {
      return "the compiler Graal is not C2, which alone turns vectors into registers";
    }
    if (info.contains("interpreted") || info.contains("emulated-client")) {
      return "the compiler C2 is off ("
          + info
          + "); leave out -Xint, -client and -XX:TieredStopAtLevel";
    }
    return null;
  }

  private static String property(String key) {
    return System.getProperty(key, "");
  }
}
