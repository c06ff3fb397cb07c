package org.nn4j.report.training;

import java.util.SplittableRandom;
import org.nn4j.api.Matrix;
import org.nn4j.api.Precision;
import org.nn4j.core.data.MatrixDataset;
import org.nn4j.core.network.Network;
import org.nn4j.core.training.History;
import org.nn4j.core.training.Trainer;
import org.nn4j.core.training.TrainingListener;
import org.nn4j.core.training.TrainingPlan;

/** Small training runs to listen to. */
public final class Runs {
  /** Rows of the training data. */
  static final int ROWS = 40;

  private Runs() {}

  /** Returns a network of two layers, the same every time. */
  public static Network network() {
    return network(Precision.FLOAT32);
  }

  static Network network(Precision precision) {
    return Network.builder(3)
        .dense(4, "tanh")
        .dense(1, "sigmoid")
        .precision(precision)
        .seed(1)
        .build();
  }

  static MatrixDataset data() {
    SplittableRandom random = new SplittableRandom(7);
    Matrix x = Matrix.zeros(Precision.FLOAT64, ROWS, 3);
    Matrix y = Matrix.zeros(Precision.FLOAT64, ROWS, 1);
    for (int r = 0; r < ROWS; r++) {
      for (int c = 0; c < 3; c++) {
        x.set(r, c, random.nextDouble() - 0.5);
      }
      y.set(r, 0, x.get(r, 0) + x.get(r, 1) > 0 ? 1 : 0);
    }
    return new MatrixDataset(x, y);
  }

  static TrainingPlan plan() {
    return TrainingPlan.builder()
        .loss("binary_cross_entropy")
        .optimizer("adam(lr=0.05)")
        .metric("accuracy")
        .epochs(3)
        .batch(10)
        .seed(1)
        .build();
  }

  /** Trains three epochs of four batches. */
  public static History train(Network network, boolean validation, TrainingListener... listeners) {
    return new Trainer(plan(), listeners).fit(network, data(), validation ? data() : null);
  }
}
