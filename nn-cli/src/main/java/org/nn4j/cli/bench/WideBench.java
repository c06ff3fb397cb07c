package org.nn4j.cli.bench;

import jakarta.inject.Inject;
import java.util.List;
import org.nn4j.api.FloatMatrix;
import org.nn4j.api.Matrix;
import org.nn4j.core.InputException;
import org.nn4j.core.data.MatrixDataset;
import org.nn4j.core.inject.Nn;
import org.nn4j.core.network.Network;
import org.nn4j.core.random.RandomStream;
import org.nn4j.core.training.EpochResult;
import org.nn4j.core.training.TrainingPlan;

/** The workload that measures the products: wide relu layers on synthetic data, mse, sgd. */
public final class WideBench {
  private static final int STEPS = 8;
  private static final int WARM_UP_EPOCHS = 3;
  private static final int EPOCHS = 8;

  private final Nn nn;

  @Inject
  WideBench(Nn nn) {
    this.nn = nn;
  }

  /**
   * What was measured.
   *
   * @param millisecondsPerStep median over epochs of eight steps
   * @param gflops floating-point operations a nanosecond: 6·batch·n_in·n_out per layer, less the
   *     first layer's delta product that is not needed
   */
  public record Result(double millisecondsPerStep, double gflops) {}

  /**
   * Trains on random numbers.
   *
   * @param widths widths from inputs to outputs
   */
  public Result run(List<Integer> widths, int batch, int threads) {
    int outputs = widths.get(widths.size() - 1);
    Network.Builder builder = nn.network(widths.get(0)).seed(1);
    for (int i = 1; i + 1 < widths.size(); i++) {
      builder.dense(widths.get(i), "relu");
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
        new MatrixDataset(
            random("features", batch, widths.get(0)), random("targets", batch, outputs));
    double[] seconds =
        nn.trainer(plan).withThreads(threads).fit(network, data).epochs().stream()
            .skip(WARM_UP_EPOCHS)
            .mapToDouble(EpochResult::seconds)
            .sorted()
            .toArray();
    double secondsPerStep = seconds[seconds.length / 2] / STEPS;
    return new Result(secondsPerStep * 1e3, operations(widths, batch) / secondsPerStep * 1e-9);
  }

  private static Matrix random(String purpose, int batch, int columns) {
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

  private static double operations(List<Integer> widths, int batch) {
    double operations = -2.0 * batch * widths.get(0) * widths.get(1);
    for (int i = 0; i + 1 < widths.size(); i++) {
      operations += 6.0 * batch * widths.get(i) * widths.get(i + 1);
    }
    return operations;
  }
}
