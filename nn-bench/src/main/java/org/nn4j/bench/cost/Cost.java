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
 * A network of {@code depth} hidden relu layers, all as wide as its inputs and outputs, which
 * learns random numbers in batches of {@code rows}.
 */
record Cost(int rows, int width, int depth) {
  private static final int SLICES = 3;
  private static final double SLICE_SECONDS = 0.08;
  private static final double WARM_UP_SECONDS = 0.15;

  /** Batches in an epoch, whose own cost shall not count; fewer where they would be large. */
  private static final int BATCHES = 64;

  private static final int ELEMENTS = 1 << 22;

  private Network network() {
    Network.Builder builder = Network.builder(width).seed(1);
    for (int i = 0; i < depth; i++) {
      builder.dense(width, "relu");
    }
    return builder.dense(width, "identity").build();
  }

  private static Matrix noise(String purpose, int rows, int columns) {
    RandomStream random = new RandomStream(1, purpose);
    float[] values = new float[rows * columns];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return new FloatMatrix(values, 0, rows, columns, columns);
  }

  /** Returns the seconds of a training step, from gathering the batch to the update. */
  double step(int threads) {
    int batches = Math.max(1, Math.min(BATCHES, ELEMENTS / (rows * width)));
    MatrixDataset data =
        new MatrixDataset(
            noise("features", batches * rows, width), noise("targets", batches * rows, width));
    Network network = network();
    double passed = 0;
    double seconds = 0;
    int epochs = 1;
    while (passed < WARM_UP_SECONDS) {
      seconds = fit(network, data, threads, epochs);
      passed += seconds;
      epochs = Math.max(1, (int) (SLICE_SECONDS / seconds * epochs));
    }
    double[] slices = new double[SLICES];
    for (int i = 0; i < SLICES; i++) {
      slices[i] = fit(network, data, threads, epochs) / ((double) epochs * batches);
    }
    return Statistics.median(slices);
  }

  private double fit(Network network, MatrixDataset data, int threads, int epochs) {
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
    Network network = network();
    Matrix features = noise("features", rows, width);
    return new Duel(SLICES, SLICE_SECONDS, WARM_UP_SECONDS).alone(() -> network.predict(features));
  }
}
