package org.nn4j.examples;

import java.util.Locale;
import org.nn4j.api.Matrix;
import org.nn4j.api.Precision;
import org.nn4j.core.data.MatrixDataset;
import org.nn4j.core.network.Network;
import org.nn4j.core.training.History;
import org.nn4j.core.training.Trainer;
import org.nn4j.core.training.TrainingPlan;

/** Tells the origin from the four points around it with a 2-5-3-1 network, full batch, float64. */
public final class FivePoints {
  /** The five points. */
  public static final Matrix POINTS =
      Matrix.of(
          new double[] {0, 0},
          new double[] {1, 0},
          new double[] {0, -1},
          new double[] {-1, 0},
          new double[] {0, 1});

  /** What the network should say: 1 for the origin, 0 for the others. */
  public static final Matrix TARGETS =
      Matrix.of(
          new double[] {1}, new double[] {0}, new double[] {0}, new double[] {0}, new double[] {0});

  private FivePoints() {}

  /** A trained network and the loss it ended with. */
  public record Result(Network network, double loss) {}

  /** Trains for 2,500 epochs by sgd(lr=0.25) on the mean squared error. */
  public static Result train(long seed) {
    Network network =
        Network.builder(2)
            .precision(Precision.FLOAT64)
            .seed(seed)
            .dense(5, "tanh")
            .dense(3, "tanh")
            .dense(1, "sigmoid")
            .build();
    TrainingPlan plan =
        TrainingPlan.builder()
            .loss("mse")
            .optimizer("sgd(lr=0.25)")
            .epochs(2500)
            .batch(0)
            .seed(seed)
            .build();
    History history = new Trainer(plan).fit(network, new MatrixDataset(POINTS, TARGETS));
    return new Result(network, history.last().loss());
  }

  /** Trains once and prints the predictions. */
  public static void main(String[] args) {
    Result result = train(1);
    System.out.printf(Locale.ROOT, "loss %.6f%n", result.loss());
    double[][] predictions = result.network().predict(POINTS).toRows();
    for (int i = 0; i < predictions.length; i++) {
      double[] point = POINTS.toRows()[i];
      System.out.printf(
          Locale.ROOT, "(%2.0f, %2.0f) -> %.4f%n", point[0], point[1], predictions[i][0]);
    }
  }
}
