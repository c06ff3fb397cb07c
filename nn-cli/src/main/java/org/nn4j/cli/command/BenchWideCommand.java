package org.nn4j.cli.command;

import jakarta.inject.Inject;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.nn4j.api.FloatMatrix;
import org.nn4j.api.Matrix;
import org.nn4j.cli.job.JobFactory;
import org.nn4j.cli.report.Console;
import org.nn4j.core.InputException;
import org.nn4j.core.data.MatrixDataset;
import org.nn4j.core.inject.Nn;
import org.nn4j.core.network.Network;
import org.nn4j.core.random.RandomStream;
import org.nn4j.core.training.EpochResult;
import org.nn4j.core.training.TrainingPlan;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * {@code nn bench wide}: the workload that measures the products: wide relu layers on synthetic
 * data, mse, sgd.
 */
@Command(
    name = "wide",
    description =
        "Milliseconds per step and GFLOP/s of wide layers on synthetic data: relu, mse, sgd,"
            + " float32.",
    footer = {"", "Example:", "  nn bench wide --layers 1024,2048,2048,1024 --batch 256"})
final class BenchWideCommand extends BenchVerb {
  private static final int STEPS = 8;
  private static final int WARM_UP_EPOCHS = 3;
  private static final int EPOCHS = 8;

  @Option(
      names = "--layers",
      split = ",",
      paramLabel = "N",
      description = "Widths from inputs to outputs (default: 1024,2048,2048,1024).")
  private List<Integer> layers = List.of(1024, 2048, 2048, 1024);

  @Option(names = "--batch", paramLabel = "N", description = "Rows of a batch (default: 256).")
  private int batch = 256;

  @Inject
  BenchWideCommand(JobFactory jobs, Console console) {
    super(jobs, console);
  }

  @Override
  public Integer call() {
    require("--batch", batch);
    requireWidths(layers);
    Result result = measure(nn());
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

  /**
   * What was measured.
   *
   * @param millisecondsPerStep median over epochs of eight steps
   * @param gflops floating-point operations a nanosecond: 6·batch·n_in·n_out per layer, less the
   *     first layer's delta product that is not needed
   */
  private record Result(double millisecondsPerStep, double gflops) {}

  /** Trains on random numbers. */
  private Result measure(Nn nn) {
    int outputs = layers.get(layers.size() - 1);
    Network.Builder builder = nn.network(layers.get(0)).seed(1);
    for (int i = 1; i + 1 < layers.size(); i++) {
      builder.dense(layers.get(i), "relu");
    }
    Network network = builder.dense(outputs, "identity").build();
    TrainingPlan plan =
        nn.plan()
            .loss("mse")
            .optimizer("sgd(lr=0.01)")
            .epochs(WARM_UP_EPOCHS + EPOCHS)
            .batch(batch)
            .shuffle(false)
            .build();
    MatrixDataset data =
        new MatrixDataset(random("features", layers.get(0)), random("targets", outputs));
    double[] seconds =
        nn.trainer(plan).withThreads(threads()).fit(network, data).epochs().stream()
            .skip(WARM_UP_EPOCHS)
            .mapToDouble(EpochResult::seconds)
            .sorted()
            .toArray();
    double secondsPerStep = seconds[seconds.length / 2] / STEPS;
    return new Result(secondsPerStep * 1e3, operations() / secondsPerStep * 1e-9);
  }

  private Matrix random(String purpose, int columns) {
    if ((long) STEPS * batch * columns > Integer.MAX_VALUE) {
      throw new InputException(
          "--batch: "
              + STEPS
              + " batches of "
              + batch
              + "×"
              + columns
              + " numbers are more than one array holds; take fewer rows or smaller --layers");
    }
    int rows = STEPS * batch;
    RandomStream random = new RandomStream(1, purpose);
    float[] values = new float[rows * columns];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return new FloatMatrix(values, 0, rows, columns, columns);
  }

  private double operations() {
    double operations = -2.0 * batch * layers.get(0) * layers.get(1);
    for (int i = 0; i + 1 < layers.size(); i++) {
      operations += 6.0 * batch * layers.get(i) * layers.get(i + 1);
    }
    return operations;
  }
}
