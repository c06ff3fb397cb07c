package org.nn4j.bench;

import org.nn4j.bench.elementwise.ElementwiseReport;
import org.nn4j.core.registry.KernelsSelector;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code run elementwise}. */
@Command(
    name = "elementwise",
    description = "Activations against the Vector API's SVML functions, float32, one thread.",
    mixinStandardHelpOptions = true)
final class ElementwiseCommand implements Runnable {
  @Option(
      names = "--kernels",
      paramLabel = "NAME",
      description =
          "nn4j's kernels (default: ${DEFAULT-VALUE}, which a longer run ends up with; auto begins"
              + " with others).")
  private String kernels = "simd";

  @Override
  public void run() {
    System.setProperty(KernelsSelector.PROPERTY, kernels);
    new ElementwiseReport().print(System.out);
  }
}
