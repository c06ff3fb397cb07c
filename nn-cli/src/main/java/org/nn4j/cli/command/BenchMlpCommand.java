package org.nn4j.cli.command;

import jakarta.inject.Inject;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.nn4j.api.Metric;
import org.nn4j.cli.job.JobFactory;
import org.nn4j.cli.report.Console;
import org.nn4j.core.InputException;
import org.nn4j.core.data.ImageFolder;
import org.nn4j.core.inject.Nn;
import org.nn4j.core.network.Network;
import org.nn4j.core.training.EpochResult;
import org.nn4j.core.training.History;
import org.nn4j.core.training.Trainer;
import org.nn4j.core.training.TrainingPlan;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * {@code nn bench mlp}: the usual workload: images in IDX files, relu layers, softmax
 * cross-entropy, sgd(lr=0.1).
 */
@Command(
    name = "mlp",
    description =
        "Samples per second and test accuracy on images such as Fashion-MNIST: relu layers,"
            + " softmax cross-entropy, sgd(lr=0.1), float32.",
    footer = {
      "",
      "Fashion-MNIST is Debian's package dataset-fashion-mnist.",
      "",
      "Example:",
      "  nn bench mlp --data-dir /usr/share/dataset-fashion-mnist --layers 784,128,10"
    })
final class BenchMlpCommand extends BenchVerb {
  @Option(
      names = "--data-dir",
      required = true,
      paramLabel = "DIR",
      description = "Folder of the four IDX files.")
  private Path folder;

  @Option(
      names = "--layers",
      split = ",",
      paramLabel = "N",
      description = "Widths from pixels to classes (default: 784,128,10).")
  private List<Integer> layers = List.of(784, 128, 10);

  @Option(names = "--batch", paramLabel = "N", description = "Rows of a batch (default: 64).")
  private int batch = 64;

  @Option(
      names = "--epochs",
      paramLabel = "N",
      description = "Passes over the images (default: 3).")
  private int epochs = 3;

  @Inject
  @SuppressWarnings("NullAway") // picocli sets the fields before they are used
  BenchMlpCommand(JobFactory jobs, Console console) {
    super(jobs, console);
  }

  @Override
  FileUses files() {
    return super.files().readsIn("--data-dir", folder, name -> name.contains("ubyte"));
  }

  @Override
  public Integer call() {
    require("--batch", batch);
    require("--epochs", epochs);
    requireWidths(layers);
    Result result = measure(nn());
    return print(() -> json(result), () -> text(result));
  }

  private Map<String, Object> json(Result result) {
    Map<String, Object> document = document("mlp");
    document.put("layers", layers);
    document.put("batch", batch);
    document.put("load_seconds", result.loadSeconds());
    document.put(
        "epochs",
        result.history().epochs().stream()
            .map(
                epoch ->
                    Map.of("samples_per_second", epoch.samplesPerSecond(), "loss", epoch.loss()))
            .toList());
    document.put("test_accuracy", result.testAccuracy());
    return document;
  }

  private static String text(Result result) {
    StringBuilder text = new StringBuilder();
    for (EpochResult epoch : result.history().epochs()) {
      text.append(
          String.format(
              Locale.ROOT,
              "epoch %d  %,.0f samples/s  loss %.4f%n",
              epoch.epoch(),
              epoch.samplesPerSecond(),
              epoch.loss()));
    }
    return text + String.format(Locale.ROOT, "test accuracy %.4f%n", result.testAccuracy());
  }

  /**
   * What was measured.
   *
   * @param history the epochs with their samples per second
   * @param loadSeconds what reading the files took
   * @param testAccuracy accuracy on the test images
   */
  private record Result(History history, double loadSeconds, double testAccuracy) {}

  /**
   * Trains and tests.
   *
   * @throws InputException if the files are missing or do not fit the widths
   */
  private Result measure(Nn nn) {
    long start = System.nanoTime();
    ImageFolder images = ImageFolder.read(folder);
    double loadSeconds = (System.nanoTime() - start) * 1e-9;
    int pixels = images.train().featureWidth();
    if (layers.get(0) != pixels) {
      throw InputException.in(
          folder,
          "the images have " + pixels + " pixels but --layers starts with " + layers.get(0));
    }
    Network.Builder builder = nn.network(pixels).seed(1);
    for (int i = 1; i + 1 < layers.size(); i++) {
      builder.dense(layers.get(i), "relu");
    }
    Network network = builder.dense(layers.get(layers.size() - 1), "softmax").build();
    TrainingPlan plan =
        nn.plan()
            .loss("categorical_cross_entropy")
            .optimizer("sgd(lr=0.1)")
            .epochs(epochs)
            .batch(batch)
            .build();
    Trainer trainer = nn.trainer(plan).withThreads(threads());
    History history = trainer.fit(network, images.train());
    Metric accuracy = nn.catalog().create(Metric.class, "accuracy");
    double tested = trainer.evaluator().evaluate(network, images.test()).metric(accuracy);
    return new Result(history, loadSeconds, tested);
  }
}
