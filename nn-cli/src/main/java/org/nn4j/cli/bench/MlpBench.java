package org.nn4j.cli.bench;

import jakarta.inject.Inject;
import java.nio.file.Path;
import java.util.List;
import org.nn4j.api.Metric;
import org.nn4j.core.InputException;
import org.nn4j.core.data.ImageFolder;
import org.nn4j.core.inject.Nn;
import org.nn4j.core.network.Network;
import org.nn4j.core.training.History;
import org.nn4j.core.training.Trainer;
import org.nn4j.core.training.TrainingPlan;

/** The usual workload: images in IDX files, relu layers, softmax cross-entropy, sgd(lr=0.1). */
public final class MlpBench {
  private final Nn nn;

  @Inject
  MlpBench(Nn nn) {
    this.nn = nn;
  }

  /**
   * What was measured.
   *
   * @param history the epochs with their samples per second
   * @param loadSeconds what reading the files took
   * @param testAccuracy accuracy on the test images
   */
  public record Result(History history, double loadSeconds, double testAccuracy) {}

  /**
   * Trains and tests.
   *
   * @param folder folder of the four IDX files
   * @param widths widths from inputs to outputs
   * @throws InputException if the files are missing or do not fit the widths
   */
  public Result run(Path folder, List<Integer> widths, int batch, int epochs, int threads) {
    long start = System.nanoTime();
    ImageFolder images = ImageFolder.read(folder);
    double loadSeconds = (System.nanoTime() - start) * 1e-9;
    int pixels = images.train().featureWidth();
    if (widths.get(0) != pixels) {
      throw InputException.in(
          folder,
          "the images have " + pixels + " pixels but --layers starts with " + widths.get(0));
    }
    Network.Builder builder = nn.network(pixels).seed(1);
    for (int i = 1; i + 1 < widths.size(); i++) {
      builder.dense(widths.get(i), "relu");
    }
    Network network = builder.dense(widths.get(widths.size() - 1), "softmax").build();
    TrainingPlan plan =
        nn.plan()
            .loss("categorical_cross_entropy")
            .optimizer("sgd(lr=0.1)")
            .epochs(epochs)
            .batch(batch)
            .build();
    Trainer trainer = nn.trainer(plan).withThreads(threads);
    History history = trainer.fit(network, images.train());
    Metric accuracy = nn.catalog().create(Metric.class, "accuracy");
    double tested = trainer.evaluator().evaluate(network, images.test()).metric(accuracy);
    return new Result(history, loadSeconds, tested);
  }
}
