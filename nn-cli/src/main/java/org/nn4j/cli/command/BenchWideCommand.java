package org.nn4j.cli.command;

import jakarta.inject.Inject;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.nn4j.cli.bench.WideBench;
import org.nn4j.cli.job.JobFactory;
import org.nn4j.cli.report.Console;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code nn bench wide}. */
@Command(
    name = "wide",
    description =
        "Milliseconds per step and GFLOP/s of wide layers on synthetic data: relu, mse, sgd,"
            + " float32.",
    footer = {"", "Example:", "  nn bench wide --layers 1024,2048,2048,1024 --batch 256"})
final class BenchWideCommand extends BenchVerb {
  @Option(
      names = "--layers",
      split = ",",
      paramLabel = "N",
      description = "Widths from inputs to outputs (default: 1024,2048,2048,1024).")
  private List<Integer> layers = List.of(1024, 2048, 2048, 1024);

  @Option(names = "--batch", paramLabel = "N", description = "Rows of a batch (default: 256).")
  private int batch = 256;

  @Inject
  BenchWideCommand(JobFactory workshop, Console console) {
    super(workshop, console);
  }

  @Override
  public Integer call() {
    require("--batch", batch);
    requireWidths(layers);
    WideBench.Result result = open(WideBench.class).run(layers, batch, threads());
    return print(
        () -> {
          Map<String, Object> document = document("wide");
          document.put("layers", layers);
          document.put("batch", batch);
          document.put("milliseconds_per_step", result.millisecondsPerStep());
          document.put("gflops", result.gflops());
          return document;
        },
        () ->
            String.format(
                Locale.ROOT,
                "%.2f ms/step  %.1f GFLOP/s%n",
                result.millisecondsPerStep(),
                result.gflops()));
  }
}
