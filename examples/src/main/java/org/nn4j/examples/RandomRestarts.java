package org.nn4j.examples;

import java.util.Comparator;
import java.util.Locale;
import java.util.stream.LongStream;
import org.nn4j.api.Initializer;
import org.nn4j.api.Precision;
import org.nn4j.core.activation.Sigmoid;
import org.nn4j.core.activation.Tanh;
import org.nn4j.core.data.MatrixDataset;
import org.nn4j.core.layer.Dense;
import org.nn4j.core.network.Network;
import org.nn4j.core.registry.Catalog;
import org.nn4j.core.training.Trainer;
import org.nn4j.core.training.TrainingPlan;

/** Trains a 2-2-1 network on the five points from several random starts and keeps the best. */
public final class RandomRestarts {
  private RandomRestarts() {}

  /** Trains from {@code restarts} starts, seeds {@code seed} and up, and returns the best. */
  public static FivePoints.Result best(int restarts, long seed) {
    return LongStream.range(seed, seed + restarts)
        .mapToObj(RandomRestarts::train)
        .min(Comparator.comparingDouble(FivePoints.Result::loss))
        .orElseThrow();
  }

  private static FivePoints.Result train(long seed) {
    Initializer normal = Catalog.standard().create(Initializer.class, "normal(mean=0, std=1)");
    Network network =
        Network.builder(2)
            .precision(Precision.FLOAT64)
            .seed(seed)
            .layer(new Dense(2, new Tanh()).withInitializer(normal))
            .layer(new Dense(1, new Sigmoid()).withInitializer(normal))
            .build();
    TrainingPlan plan =
        TrainingPlan.builder()
            .loss("binary_cross_entropy")
            .optimizer("sgd(lr=1)")
            .epochs(100)
            .batch(0)
            .seed(seed)
            .build();
    var data = new MatrixDataset(FivePoints.POINTS, FivePoints.TARGETS);
    double loss = new Trainer(plan).fit(network, data).last().loss();
    return new FivePoints.Result(network, loss);
  }

  /** Prints the best of ten. */
  public static void main(String[] args) {
    FivePoints.Result best = best(10, 1);
    System.out.printf(Locale.ROOT, "best loss of 10 starts: %.6f%n", best.loss());
    for (double[] row : best.network().predict(FivePoints.POINTS).toRows()) {
      System.out.printf(Locale.ROOT, "%.4f%n", row[0]);
    }
  }
}
