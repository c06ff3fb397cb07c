package org.nn4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

class LabelSmoothingTest {
  private static final Path IRIS = Cli.DATA.resolve("iris.csv");
  private static final Path CANCER = Cli.DATA.resolve("breast_cancer.csv");

  @TempDir private Path folder;

  private Cli.Result train(Path data, String target, Object... more) {
    Stream<Object> first =
        Stream.of(
            "train",
            "--data",
            data,
            "--target",
            target,
            "--model",
            folder.resolve("m.safetensors"),
            "--epochs",
            100,
            "--json");
    return Cli.run(Stream.concat(first, Stream.of(more)).toArray());
  }

  /** The best loss there can be is the entropy of the smoothed labels. */
  @ParameterizedTest
  @CsvSource({"3, 0.2, 0.4851", "2, 0.2, 0.3250"})
  void learnsFromSmoothedLabelsAndIsJudgedByTrueOnes(int classes, double smoothing, double least) {
    JsonNode trained =
        (classes == 3
                ? train(IRIS, "species", "--label-smoothing", smoothing)
                : train(CANCER, "diagnosis", "--label-smoothing", smoothing))
            .json();

    JsonNode last = trained.path("history").path(99);
    assertThat(last.path("loss").asDouble()).isBetween(least, least + 0.3);
    assertThat(last.path("validation_loss").asDouble()).isLessThan(least);
    assertThat(trained.path("metrics").path("accuracy").asDouble()).isGreaterThan(0.9);
  }

  @Test
  void samplesMayBeMixedBesides() {
    JsonNode smooth = train(IRIS, "species", "--label-smoothing", 0.1).json();
    JsonNode both = train(IRIS, "species", "--label-smoothing", 0.1, "--mixup", 0.3).json();
    JsonNode mixed = train(IRIS, "species", "--mixup", 0.3).json();
    JsonNode two = train(CANCER, "diagnosis", "--mixup", 0.3).json();
    for (JsonNode trained : new JsonNode[] {both, mixed, two}) {
      assertThat(trained.path("metrics").path("accuracy").asDouble()).isGreaterThan(0.85);
      assertThat(trained.path("parameters_sha256")).isNotEqualTo(smooth.path("parameters_sha256"));
    }
    assertThat(both.path("parameters_sha256")).isNotEqualTo(mixed.path("parameters_sha256"));
    JsonNode numbers = train(Cli.DATA.resolve("diabetes.csv"), "progression", "--mixup", 1).json();
    assertThat(numbers.path("metrics").path("r2").asDouble()).isGreaterThan(0.2);
    Object[] byHeart = {
      "train", "--data", IRIS, "--target", "species", "--mixup", 0.3, "--overfit-batch"
    };
    assertThat(Cli.run(byHeart).code()).isZero();
    Cli.Result signs = train(CANCER, "diagnosis", "--mixup", 0.3, "--loss", "hinge");
    assertThat(signs.code()).isEqualTo(2);
    assertThat(signs.out()).contains("mixup: hinge compares with -1 and 1");
  }

  @Test
  void aBatchIsLearntByHeartWithItsTrueLabels() {
    Object[] args = {
      "train", "--data", IRIS, "--target", "species", "--label-smoothing", 0.3, "--overfit-batch"
    };
    assertThat(Cli.run(args).code()).isZero();
  }

  @Test
  void whatHasNoProbabilitiesIsRefused() {
    Cli.Result hinge =
        train(
            CANCER,
            "diagnosis",
            "--label-smoothing",
            0.1,
            "--loss",
            "hinge",
            "--output",
            "identity");
    assertThat(hinge.code()).isEqualTo(2);
    assertThat(hinge.err() + hinge.out()).contains("compares probabilities");
    Cli.Result number = train(IRIS, "petal_length", "--label-smoothing", 0.1);
    assertThat(number.code()).isEqualTo(2);
    assertThat(number.err() + number.out()).contains("the task is regression");
    Cli.Result range = train(IRIS, "species", "--label-smoothing", 1);
    assertThat(range.code()).isEqualTo(2);
  }
}
