package org.nn4j.bench.prediction;

import java.io.IOException;
import org.nn4j.api.FloatMatrix;
import org.nn4j.bench.measure.Commands;
import org.nn4j.bench.measure.Named;
import org.nn4j.bench.prediction.PredictionContestant.Predicting;
import org.nn4j.core.random.RandomStream;

/**
 * Predicts in the JVM of one contestant. {@code check} is answered by the greatest difference from
 * nn4j's probabilities and the number of them, {@code predict SECONDS} by the batches predicted and
 * the seconds they took.
 */
public final class PredictionWorker {
  private static final double TOLERANCE = 1e-5;

  private final DenseLayers network;
  private final int rows;
  private final float[] features;
  private final Predicting predicting;
  private final String description;
  private long next = 1;

  private PredictionWorker(String name, String widths, int rows) {
    PredictionContestant contestant =
        Named.find(PredictionContestant.class, PredictionContestant::name, "contestant", name);
    this.network = DenseLayers.of(widths);
    this.rows = rows;
    this.features = new float[rows * network.network().inputWidth()];
    RandomStream random = new RandomStream(1, "features");
    for (int i = 0; i < features.length; i++) {
      features[i] = (float) random.nextGaussian();
    }
    this.predicting = contestant.load(network, rows, 1);
    this.description = contestant.description();
  }

  /**
   * Runs until standard input ends.
   *
   * @param arguments contestant, widths of the network, rows of a batch
   */
  public static void main(String[] arguments) throws IOException {
    Commands.serve(
        () -> {
          PredictionWorker worker =
              new PredictionWorker(arguments[0], arguments[1], Integer.parseInt(arguments[2]));
          return new Commands(worker.description, worker::answer);
        });
  }

  private String answer(String[] command) {
    return switch (command[0]) {
      case "check" -> check();
      case "predict" -> predict(Double.parseDouble(command[1]));
      default -> throw new IllegalArgumentException("unknown command " + command[0]);
    };
  }

  private String check() {
    float[] theirs = predicting.predict(features);
    int columns = network.network().inputWidth();
    float[] ours =
        DenseLayers.values(
            network.network().predict(new FloatMatrix(features, 0, rows, columns, columns)));
    double greatest = 0;
    for (int i = 0; i < ours.length; i++) {
      greatest = Math.max(greatest, Math.abs(ours[i] - theirs[i]));
    }
    if (!(greatest <= TOLERANCE)) {
      throw new IllegalStateException("the probabilities differ from nn4j's by " + greatest);
    }
    return greatest + " " + ours.length;
  }

  /** Looks at the clock seldom: a prediction may be shorter than that takes. */
  private String predict(double seconds) {
    long start = System.nanoTime();
    double passed;
    long batches = 0;
    do {
      for (long i = 0; i < next; i++) {
        predicting.predict(features);
      }
      batches += next;
      passed = (System.nanoTime() - start) * 1e-9;
      next = Math.max(1, (long) (batches / passed * seconds / 16));
    } while (passed < seconds);
    return batches + " " + passed;
  }
}
