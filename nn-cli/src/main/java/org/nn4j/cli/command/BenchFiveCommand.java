package org.nn4j.cli.command;

import jakarta.inject.Inject;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import org.nn4j.api.Matrix;
import org.nn4j.api.Precision;
import org.nn4j.cli.job.JobFactory;
import org.nn4j.cli.report.Console;
import org.nn4j.core.data.MatrixDataset;
import org.nn4j.core.inject.Nn;
import org.nn4j.core.network.Network;
import org.nn4j.core.training.Trainer;
import org.nn4j.core.training.TrainingPlan;
import picocli.CommandLine.Command;

/**
 * {@code nn bench five}: the smallest workload, which measures what a step costs beside its
 * arithmetic: the five points, 2-5-3-1, tanh, tanh, sigmoid, mse, full batch, sgd, float64.
 */
@Command(
    name = "five",
    description =
        "Steps per second of a tiny network: five points, 2-5-3-1, full batch, sgd, float64.",
    footer = {"", "Example:", "  nn bench five"})
final class BenchFiveCommand extends BenchVerb {
  private static final int ROUNDS = 7;
  private static final double ROUND_SECONDS = 0.5;

  @Inject
  BenchFiveCommand(JobFactory jobs, Console console) {
    super(jobs, console);
  }

  @Override
  public Integer call() {
    Result result = measure(nn());
    return print(
        () -> {
          Map<String, Object> document = document("five");
          document.put("steps_per_second", result.stepsPerSecond());
          document.put("loss", result.loss());
          return document;
        },
        () -> String.format(Locale.ROOT, "%,.0f steps/s%n", result.stepsPerSecond()));
  }

  /**
   * What was measured.
   *
   * @param stepsPerSecond median of the rounds
   * @param loss the final loss, which shows that the network was really trained
   */
  private record Result(double stepsPerSecond, double loss) {}

  /** Trains for some seconds; the first rounds, in which the JVM compiles, do not count. */
  private Result measure(Nn nn) {
    int steps = 1000;
    double seconds = train(nn, steps)[0];
    while (seconds < ROUND_SECONDS) {
      steps *= 2;
      seconds = train(nn, steps)[0];
    }
    double[] rates = new double[ROUNDS];
    double loss = 0;
    for (int i = 0; i < ROUNDS; i++) {
      double[] round = train(nn, steps);
      rates[i] = steps / round[0];
      loss = round[1];
    }
    Arrays.sort(rates);
    return new Result(rates[ROUNDS / 2], loss);
  }

  /** Trains a fresh network and returns the seconds and the last loss. */
  private double[] train(Nn nn, int steps) {
    Network network =
        nn.network(2)
            .precision(Precision.FLOAT64)
            .seed(1)
            .dense(5, "tanh")
            .dense(3, "tanh")
            .dense(1, "sigmoid")
            .build();
    TrainingPlan plan =
        nn.plan()
            .loss("mse")
            .optimizer("sgd(lr=0.25)")
            .epochs(steps)
            .batch(0)
            .shuffle(false)
            .build();
    Matrix x =
        Matrix.of(
            new double[] {0, 0},
            new double[] {1, 0},
            new double[] {0, -1},
            new double[] {-1, 0},
            new double[] {0, 1});
    Matrix y = Matrix.zeros(Precision.FLOAT64, 5, 1);
    y.set(0, 0, 1);
    Trainer trainer = nn.trainer(plan).withThreads(threads());
    long start = System.nanoTime();
    double loss = trainer.fit(network, new MatrixDataset(x, y)).last().loss();
    return new double[] {(System.nanoTime() - start) * 1e-9, loss};
  }
}
