package org.nn4j.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.nn4j.bench.cost.CostReport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code run cost}. */
@Command(
    name = "cost",
    description =
        "Time of a training step and of a prediction over rows, width, depth and threads: where it"
            + " grows as the work does, and where it jumps.",
    mixinStandardHelpOptions = true)
final class CostCommand implements Callable<Integer> {
  @Option(
      names = "--threads",
      split = ",",
      paramLabel = "N",
      description = "Threads of training (default: 1,2).")
  private List<Integer> threads = List.of(1, 2);

  @Option(names = "--figure", paramLabel = "FILE", description = "SVG file to draw the curves in.")
  private @Nullable Path figure;

  @Mixin private KernelsOption kernels = new KernelsOption();

  @Override
  public Integer call() throws IOException {
    kernels.choose();
    new CostReport(threads, System.out).print(figure);
    return 0;
  }
}
