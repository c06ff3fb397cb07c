package org.nn4j.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Weights of classes and samples, from the file to what is predicted. */
class WeightsTest {
  @TempDir private Path folder;

  private static Cli.Result train(String options, Object... more) {
    return Cli.ok(
        Stream.concat(Stream.of(("train " + options).split(" ")), Stream.of(more)).toArray());
  }

  private Path csv(String header, List<String> rows) {
    return Cli.write(folder.resolve("data.csv"), header + "\n" + String.join("\n", rows) + "\n");
  }

  /** Two rows of 1000 say yes and nothing tells them from the others: balanced, odds are even. */
  @ParameterizedTest
  @ValueSource(strings = {"1", "7", "32", "full"})
  void balancedClassesComeOutEvenForAnySizeOfBatch(String batch) throws IOException {
    Path data =
        csv(
            "x,y",
            IntStream.range(0, 1000)
                .mapToObj(i -> i == 600 || i == 800 ? "1,yes" : "1,no")
                .toList());
    Path model = folder.resolve("model.safetensors");
    Path output = folder.resolve("predictions.csv");
    train(
        "--target y --class-weight balanced --layers none --optimizer sgd(lr=0.001)"
            + " --schedule cosine --validation 0 --seed 1 --epochs 120",
        "--batch",
        batch,
        "--data",
        data,
        "--model",
        model);
    Cli.ok("predict", "--model", model, "--data", data, "--output", output);
    String yes = Files.readAllLines(output).get(1).split(",")[2];
    assertThat(Double.parseDouble(yes)).isCloseTo(0.5, within(0.01));
  }

  /** The first batch counts nothing; the loss is log 2 of the second, before its step. */
  @Test
  void anEpochsLossIsOfTheRowsThatCount() {
    Path data = csv("x,y", IntStream.range(0, 8).mapToObj(i -> i + (i < 4 ? ",a" : ",b")).toList());
    JsonNode result =
        train(
                "--target y --class-weight a=0,b=1 --layers none --initializer zeros --batch 4"
                    + " --shuffle false --validation 0 --epochs 1 --optimizer sgd(lr=0.1)"
                    + " --schedule constant --json",
                "--data",
                data,
                "--model",
                folder.resolve("model.safetensors"))
            .json();
    assertThat(result.path("history").path(0).path("loss").asDouble())
        .isCloseTo(Math.log(2), within(1e-15));
    assertThat(result.path("metrics").path("loss").asDouble()).isBetween(0.1, 0.69);
  }

  /** Grams or kilograms: what a column of weights is in changes not one bit. */
  @ParameterizedTest
  @ValueSource(strings = {"", "--mixup 0.2", "--label-smoothing 0.1", "--class-weight balanced"})
  void theUnitOfWeightsDoesNotMatter(String option) {
    String expected = hash(1, option);
    assertThat(hash(1000, option)).isEqualTo(expected);
    assertThat(hash(1e-40, option)).isEqualTo(expected);
  }

  private String hash(double unit, String option) {
    Path data =
        csv(
            "x,weight,y",
            IntStream.range(0, 50)
                .mapToObj(i -> i * 7 % 50 + "," + (i % 4) * unit + (i % 3 == 0 ? ",a" : ",b"))
                .toList());
    return train(
            ("--target y --sample-weight weight --epochs 3 --batch 8 --validation 0 --json "
                    + option)
                .trim(),
            "--data",
            data,
            "--model",
            folder.resolve("model.safetensors"))
        .json()
        .path("parameters_sha256")
        .asString();
  }

  /** The first half of the rows counts nothing, so has no gradient that could be wrong. */
  @Test
  void gradientsAreCheckedUnderTheWeightsOfTraining() {
    Path data =
        csv(
            "x,weight,y",
            IntStream.range(0, 60)
                .mapToObj(i -> i % 30 + "," + i / 30 * (i % 4) + "e9" + (i % 3 == 0 ? ",a" : ",b"))
                .toList());
    JsonNode result =
        Cli.ok("gradcheck", "--data", data, "--target", "y", "--sample-weight", "weight", "--json")
            .json();
    assertThat(result.path("passed").asBoolean()).isTrue();
    for (JsonNode parameter : result.path("parameters")) {
      assertThat(Math.abs(parameter.path("analytic").asDouble())).isBetween(1e-8, 10.0);
    }
  }
}
