package org.nn4j.bench;

import java.util.List;
import org.nn4j.bench.gemm.GemmReport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code run gemm}. */
@Command(
    name = "gemm",
    description = "The three products of a layer against OpenBLAS or plain loops, one thread.",
    mixinStandardHelpOptions = true)
final class GemmCommand implements Runnable {
  private static final List<int[]> LAYERS =
      List.of(
          new int[] {64, 784, 128},
          new int[] {64, 128, 10},
          new int[] {128, 784, 512},
          new int[] {128, 512, 256},
          new int[] {128, 256, 10},
          new int[] {256, 1024, 2048},
          new int[] {256, 2048, 2048});

  @Option(
      names = "--against",
      paramLabel = "NAME",
      description = "Whose products: openblas or loops (default: ${DEFAULT-VALUE}).")
  private String against = "openblas";

  @Option(
      names = "--batches",
      split = ",",
      paramLabel = "N",
      description = "Batches of the grid of layers (default: 16,64,128,512).")
  private List<Integer> batches = List.of(16, 64, 128, 512);

  @Option(
      names = "--widths",
      split = ",",
      paramLabel = "N",
      description = "Inputs and outputs of the grid of layers (default: 10,64,256,784,1024).")
  private List<Integer> widths = List.of(10, 64, 256, 784, 1024);

  @Option(names = "--details", description = "Print every product of the grid too.")
  private boolean details;

  @Mixin private KernelsOption kernels = new KernelsOption();

  @Override
  public void run() {
    kernels.choose();
    GemmReport report = new GemmReport(against, details, System.out);
    report.warmUp();
    report.layers("square", List.of(new int[] {1024, 1024, 1024}));
    report.layers("layers of the training workloads", LAYERS);
    report.grid("grid of layers", batches, widths);
    report.summary();
  }
}
