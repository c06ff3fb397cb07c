package org.nn4j.examples;

import java.util.Locale;
import org.nn4j.api.Matrix;
import org.nn4j.core.activation.Tanh;
import org.nn4j.core.data.MatrixDataset;
import org.nn4j.core.network.Network;
import org.nn4j.core.training.History;
import org.nn4j.core.training.Trainer;
import org.nn4j.core.training.TrainingPlan;

/** Learns the exclusive or with a 2-4-1 network. */
public final class FirstNetwork {
  private FirstNetwork() {}

  /** Trains and returns the predictions for (0, 0), (0, 1), (1, 0) and (1, 1). */
  public static Matrix learnXor() {
    // tag::xor
    Matrix x =
        Matrix.of(
            new double[] {0, 0}, new double[] {0, 1}, new double[] {1, 0}, new double[] {1, 1});
    Matrix y = Matrix.of(new double[] {0}, new double[] {1}, new double[] {1}, new double[] {0});

    Network network = Network.builder(2).dense(4, new Tanh()).dense(1, "sigmoid").seed(1).build();
    TrainingPlan plan =
        TrainingPlan.builder()
            .loss("binary_cross_entropy")
            .optimizer("adam(lr=0.1)")
            .epochs(200)
            .build();
    History history = new Trainer(plan).fit(network, new MatrixDataset(x, y));

    System.out.println(network); // 2 → dense 4 → dense 1, 17 parameters, float32
    System.out.println(history.last().loss());
    Matrix predictions = network.predict(x);
    // end::xor
    return predictions;
  }

  /** Trains and prints the predictions. */
  public static void main(String[] args) {
    for (double[] row : learnXor().toRows()) {
      System.out.printf(Locale.ROOT, "%.4f%n", row[0]);
    }
  }
}
