package org.nn4j.bench;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.nn4j.bench.gemm.GemmReport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code run gemm}. */
@Command(
    name = "gemm",
    description = "The three products of a layer against OpenBLAS or plain loops, one thread.",
    mixinStandardHelpOptions = true)
final class GemmCommand implements Callable<Integer> {
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
      description = "Whose products: openblas, loops or none (default: ${DEFAULT-VALUE}).")
  private String against = "openblas";

  @Option(
      names = "--batches",
      split = ",",
      paramLabel = "N",
      description =
          "Batches of the grid of layers, which follows squares and the workloads' layers"
              + " (default: 16,64,128,512).")
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

  @Spec private CommandSpec spec = CommandSpec.create();

  /** Runs in a JVM of its own; if that does not last, nn4j's products are measured alone. */
  @Override
  public Integer call() throws IOException, InterruptedException {
    if (ChildJvm.isChild() || against.equals(GemmReport.NONE)) {
      measure(against);
      return 0;
    }
    int code = ChildJvm.run(spec.commandLine().getParseResult().originalArgs());
    if (code != 0) {
      System.out.printf(Locale.ROOT, "%n%s failed: exit code %d; nn4j alone:%n%n", against, code);
      measure(GemmReport.NONE);
    }
    return code == 0 ? 0 : 1;
  }

  private void measure(String other) {
    kernels.choose();
    GemmReport report = new GemmReport(other, details, System.out);
    report.warmUp();
    report.layers("square", List.of(new int[] {1024, 1024, 1024}));
    report.layers("layers of the training workloads", LAYERS);
    report.grid("grid of layers", batches, widths);
    report.summary();
  }
}
