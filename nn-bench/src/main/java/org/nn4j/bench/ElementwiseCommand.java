package org.nn4j.bench;

import org.nn4j.bench.elementwise.ElementwiseReport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code run elementwise}. */
@Command(
    name = "elementwise",
    description = "Activations against the Vector API's SVML functions, float32, one thread.",
    mixinStandardHelpOptions = true)
final class ElementwiseCommand implements Runnable {
  @Mixin private KernelsOption kernels = new KernelsOption();

  @Override
  public void run() {
    kernels.choose();
    new ElementwiseReport().print(System.out);
  }
}
