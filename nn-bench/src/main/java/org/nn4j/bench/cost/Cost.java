package org.nn4j.bench.cost;

import org.nn4j.api.FloatMatrix;
import org.nn4j.api.Matrix;
import org.nn4j.bench.measure.Duel;
import org.nn4j.bench.measure.Statistics;
import org.nn4j.core.data.MatrixDataset;
import org.nn4j.core.network.Network;
import org.nn4j.core.random.RandomStream;
import org.nn4j.core.training.Trainer;
import org.nn4j.core.training.TrainingPlan;

/**
 * A network of hidden relu layers, all as wide as its inputs and outputs, which learns random
 * numbers.
 */
final class Cost {
  private static final int SLICES = 3;
  private static final double SLICE_SECONDS = 0.08;
  private static final double WARM_UP_SECONDS = 0.15;

  /** Batches in an epoch, whose own cost shall not count; fewer where they would be large. */
  private static final int BATCHES = 64;

  /** Steps of a slice, even where they take longer than it should. */
  private static final int LEAST_STEPS = 4;

  /** Numbers of which all batches are made. */
  private static final float[] NOISE = noise(1 << 20);

  private final Network network;
  private final int rows;

  Cost(int rows, int width, int depth) {
    Network.Builder builder = Network.builder(width).seed(1);
    for (int i = 0; i < depth; i++) {
      builder.dense(width, "relu");
    }
    this.network = builder.dense(width, "identity").build();
    this.rows = rows;
  }

  private static float[] noise(int size) {
    RandomStream random = new RandomStream(1, "noise");
    float[] values = new float[size];
    for (int i = 0; i < size; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return values;
  }

  private Matrix matrix(int batches) {
    int width = network.inputWidth();
    return new FloatMatrix(NOISE, 0, batches * rows, width, width);
  }

  /** Returns the seconds of a training step, from gathering the batch to the update. */
  double step(int threads) {
    int most = NOISE.length / (rows * network.inputWidth());
    int batches = Math.max(1, Math.min(BATCHES, most));
    MatrixDataset data = new MatrixDataset(matrix(batches), matrix(batches));
    int least = (LEAST_STEPS + batches - 1) / batches;
    double passed = 0;
    int epochs = least;
    while (passed < WARM_UP_SECONDS) {
      double seconds = fit(data, threads, epochs);
      passed += seconds;
      epochs = Math.max(least, (int) (SLICE_SECONDS / seconds * epochs));
    }
    double[] slices = new double[SLICES];
    for (int i = 0; i < SLICES; i++) {
      // What begins and ends a training, such as its memory, is in both.
      double more = fit(data, threads, epochs + 1) - fit(data, threads, 1);
      slices[i] = more / ((double) epochs * batches);
    }
    return Statistics.median(slices);
  }

  private double fit(MatrixDataset data, int threads, int epochs) {
    TrainingPlan plan =
        TrainingPlan.builder()
            .loss("mse")
            .optimizer("sgd(lr=0.0001)")
            .epochs(epochs)
            .batch(rows)
            .shuffle(false)
            .build();
    Trainer trainer = new Trainer(plan).withThreads(threads);
    long start = System.nanoTime();
    trainer.fit(network, data);
    return (System.nanoTime() - start) * 1e-9;
  }

  /** Returns the seconds of predicting a batch, by one thread. */
  double prediction() {
    Matrix features = matrix(1);
    return new Duel(SLICES, SLICE_SECONDS, WARM_UP_SECONDS).alone(() -> network.predict(features));
  }
}
