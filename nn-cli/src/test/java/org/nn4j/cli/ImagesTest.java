package org.nn4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** IDX files of images are data like any other. */
class ImagesTest {
  @TempDir private Path folder;

  @Test
  void areTrainedOnTestedAndPredicted() throws IOException {
    Path train = TinyImages.write(folder, "train", 600);
    Path test = TinyImages.write(folder, "t10k", 100);
    Path model = folder.resolve("images.safetensors");
    Object[] line = {
      "train", "--data", train, "--target", "label", "--test", test, "--epochs", 5, "--model", model
    };
    Cli.ok(line);

    JsonNode judged = Cli.ok("evaluate", "--model", model, "--data", test, "--json").json();
    assertThat(judged.path("metrics").path("accuracy").asDouble()).isGreaterThan(0.95);

    Files.delete(folder.resolve("t10k-labels-idx1-ubyte"));
    Path predictions = folder.resolve("predictions.csv");
    Cli.ok("predict", "--model", model, "--data", test, "--output", predictions);
    assertThat(Files.readAllLines(predictions)).hasSize(101);
    Cli.Result result = Cli.run("evaluate", "--model", model, "--data", test);
    assertThat(result.code()).isEqualTo(2);
    assertThat(result.err()).contains("t10k-images-idx3-ubyte", "'label'");
  }
}
