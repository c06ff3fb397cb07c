package org.nn4j.bench;

import org.nn4j.core.registry.KernelsSelector;
import picocli.CommandLine.Option;

/** The flag that names the kernels to measure. */
final class KernelsOption {
  @Option(
      names = "--kernels",
      paramLabel = "NAME",
      description =
          "nn4j's kernels (default: ${DEFAULT-VALUE}, which a longer run ends up with; auto begins"
              + " with others).")
  private String kernels = "simd";

  /** Has nn4j compute with them from now on. */
  void choose() {
    System.setProperty(KernelsSelector.PROPERTY, kernels);
  }
}
