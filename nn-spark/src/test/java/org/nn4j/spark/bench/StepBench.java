package org.nn4j.spark.bench;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nn4j.api.Matrix;
import org.nn4j.api.Precision;
import org.nn4j.core.data.MatrixDataset;
import org.nn4j.core.network.Network;
import org.nn4j.core.random.RandomStream;
import org.nn4j.core.training.EpochResult;
import org.nn4j.core.training.Trainer;
import org.nn4j.core.training.TrainingPlan;
import org.nn4j.core.training.shard.Collective;

/**
 * The seconds of a step of B rows, V shards and P parameters with E executors of one core each:
 *
 * <pre>
 * T = a·B/E + b·P·V/E + u·P + 2·(E − 1)/E·4·P/bandwidth + 2·latency
 * </pre>
 *
 * a is what a row takes, b what a shard takes for each parameter, in its weight gradients and the
 * sum, and u what the update does, which each executor makes of all parameters; they follow from
 * three measured steps, by one thread. Each executor sends its part of the gradients and gets the
 * sum, without any overlap with computing.
 *
 * @param row a, in seconds
 * @param shard b·P, in seconds
 * @param update u·P, in seconds
 */
record StepBench(double row, double shard, double update) {
  static final int SHARDS = 64;
  static final int PARAMETERS = 784 * 512 + 512 + 512 * 256 + 256 + 256 * 10 + 10;
  private static final double LATENCY = 1e-4;
  private static final double ENOUGH = 0.8;
  private static final int EPOCHS = 7;

  static void run(int rows) {
    StepBench step = measured(rows);
    SparkBench.print(
        "784-512-256-10, float32, adam, batch %d, %d shards, latency 0.1 ms", rows, SHARDS);
    SparkBench.print(
        "One thread: %.2f us a row, %.3f ms a shard, %.3f ms an update; %.1f ms a step",
        1e6 * step.row, 1e3 * step.shard, 1e3 * step.update, 1e3 * step.seconds(rows, 1, 1));
    SparkBench.print(
        "| executors, Gb/s | computing ms | network ms | efficiency | rows for %.1f |", ENOUGH);
    SparkBench.print("|-----------------|-------------:|-----------:|-----------:|-------------:|");
    for (int executors : new int[] {4, 16, 64}) {
      for (double bandwidth : new double[] {1e9, 1e10}) {
        double network = network(executors, bandwidth);
        double all = step.seconds(rows, executors, bandwidth);
        SparkBench.print(
            "| %9d, %4.0f | %12.2f | %10.2f | %10.2f | %12.0f |",
            executors,
            bandwidth * 1e-9,
            1e3 * (all - network),
            1e3 * network,
            step.seconds(rows, 1, bandwidth) / (executors * all),
            Math.max(0, step.rows(executors, bandwidth)));
      }
    }
  }

  static StepBench measured(int rows) {
    int few = SHARDS / 8;
    double small = seconds(rows / 4, few, null);
    double large = seconds(rows, few, null);
    double sharded = seconds(rows, SHARDS, null);
    double row = (large - small) / (rows - rows / 4);
    double shard = (sharded - large) / (SHARDS - few);
    return new StepBench(row, shard, large - row * rows - shard * few);
  }

  /** Returns what gradients take on the network, whose bandwidth is in bits a second. */
  static double network(int executors, double bandwidth) {
    return executors == 1
        ? 0
        : 2.0 * (executors - 1) / executors * PARAMETERS * Float.SIZE / bandwidth + 2 * LATENCY;
  }

  double seconds(int rows, int executors, double bandwidth) {
    return (row * rows + shard * SHARDS) / executors + update + network(executors, bandwidth);
  }

  /** Returns the least batch whose efficiency, T(1)/(E·T(E)), is enough. */
  private double rows(int executors, double bandwidth) {
    double each = update + network(executors, bandwidth);
    double work = (ENOUGH * executors * each - update) / (1 - ENOUGH);
    return (work - shard * SHARDS) / row;
  }

  /**
   * Measures a step, by one thread.
   *
   * @param batch the rows of a step in this process
   * @param others what it does together with other processes, or null if it is alone
   * @return the median of several epochs after the first two
   */
  static double seconds(int batch, int shards, @Nullable Collective others) {
    Network network =
        Network.builder(784)
            .seed(1)
            .dense(512, "relu")
            .dense(256, "relu")
            .dense(10, "softmax")
            .build();
    int steps = Math.max(2, 8192 / batch);
    RandomStream random = new RandomStream(1, "rows");
    Matrix x = Matrix.zeros(Precision.FLOAT32, steps * batch, 784);
    Matrix y = Matrix.zeros(Precision.FLOAT32, steps * batch, 10);
    for (int r = 0; r < x.rows(); r++) {
      for (int c = 0; c < 784; c++) {
        x.set(r, c, random.nextDouble());
      }
      y.set(r, r % 10, 1);
    }
    int processes = others == null ? 1 : shards / (others.own().end() - others.own().first());
    TrainingPlan plan =
        TrainingPlan.builder()
            .loss("categorical_cross_entropy")
            .optimizer("adam(lr=0.0001)")
            .epochs(EPOCHS + 2)
            .batch(batch * processes)
            .shards(shards)
            .build();
    Trainer trainer = new Trainer(plan).withThreads(1);
    MatrixDataset data = new MatrixDataset(x, y);
    List<EpochResult> epochs =
        (others == null ? trainer.fit(network, data) : trainer.fit(network, data, null, others))
            .epochs();
    double[] sorted = epochs.stream().skip(2).mapToDouble(EpochResult::seconds).sorted().toArray();
    return sorted[EPOCHS / 2] / steps;
  }
}
