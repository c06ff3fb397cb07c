package org.nn4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
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

    Cli.ok(Stream.concat(Stream.of(line), Stream.of("--report", folder.resolve("out"))).toArray());
    assertThat(folder.resolve("out/index.html"))
        .content()
        .contains("Worst predictions", "<th scope=\"col\">sample</th>")
        .doesNotContain("line of the file");

    Files.delete(folder.resolve("t10k-labels-idx1-ubyte"));
    Path predictions = folder.resolve("predictions.csv");
    Cli.ok("predict", "--model", model, "--data", test, "--output", predictions);
    assertThat(Files.readAllLines(predictions)).hasSize(101);
    Cli.Result result = Cli.run("evaluate", "--model", model, "--data", test);
    assertThat(result.code()).isEqualTo(2);
    assertThat(result.err()).contains("t10k-images-idx3-ubyte", "'label'");
  }

  @Test
  void otherLabelsAreOtherData() throws IOException {
    Path train = TinyImages.write(folder, "train", 60);
    Path runs = folder.resolve("runs");
    Object[] line = {"train", "--data", train, "--target", "label", "--epochs", 2};
    Object[] files = {"--checkpoint", runs, "--model", folder.resolve("images.safetensors")};
    Cli.ok(Stream.concat(Stream.of(line), Stream.of(files)).toArray());
    Path labels = folder.resolve("train-labels-idx1-ubyte");
    byte[] bytes = Files.readAllBytes(labels);
    bytes[bytes.length - 1] ^= 1;
    Files.write(labels, bytes);

    Cli.Result result = Cli.run("train", "--resume", runs, "--epochs", 3);
    assertThat(result.code()).isEqualTo(2);
    assertThat(result.err()).contains("train-images-idx3-ubyte has changed since");
  }
}
