package org.nn4j.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.nn4j.bench.prediction.PredictionReport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code run prediction}. */
@Command(
    name = "prediction",
    description =
        "Predictions by nn4j and by other libraries with the same parameters, from arrays to"
            + " arrays, in turn, one thread.",
    mixinStandardHelpOptions = true)
final class PredictionCommand implements Callable<Integer> {
  @Option(
      names = "--networks",
      split = ",",
      paramLabel = "N-…-N",
      description = "Widths from inputs to outputs (default: 784-128-10,4-64-3).")
  private List<String> networks = List.of("784-128-10", "4-64-3");

  @Option(
      names = "--batches",
      split = ",",
      paramLabel = "N",
      description = "Rows of a batch (default: 1,32).")
  private List<Integer> batches = List.of(1, 32);

  @Option(
      names = "--against",
      split = ",",
      paramLabel = "NAME",
      description = "Of onnxruntime, libtorch and djl (default: all).")
  private List<String> against = List.of("onnxruntime", "libtorch", "djl");

  @Option(
      names = "--rounds",
      paramLabel = "N",
      description = "Rounds, of which medians are taken (default: ${DEFAULT-VALUE}).")
  private int rounds = 5;

  @Option(
      names = "--seconds",
      paramLabel = "N",
      description = "Seconds of a round (default: ${DEFAULT-VALUE}).")
  private double seconds = 0.2;

  @Override
  public Integer call() {
    List<String> names = new ArrayList<>(List.of("nn4j", "nn4j-bound"));
    names.addAll(against);
    PredictionReport report =
        new PredictionReport(Bench.home(), names, rounds, seconds, System.out);
    boolean lasted = true;
    for (String network : networks) {
      for (int rows : batches) {
        lasted &= report.print(network, rows);
      }
    }
    return lasted ? 0 : 1;
  }
}
