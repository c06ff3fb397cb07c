package org.nn4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

class BenchTest {
  @TempDir private Path folder;

  @Test
  void fiveCountsStepsOfATrainingThatLearns() {
    JsonNode document = Cli.ok("bench", "five", "--json").json();
    assertThat(document.path("workload").asString()).isEqualTo("five");
    assertThat(document.path("threads").asInt())
        .isEqualTo(Runtime.getRuntime().availableProcessors());
    assertThat(document.path("kernels").asString()).isNotEmpty();
    assertThat(document.path("jdk").asString()).isNotEmpty();
    assertThat(document.path("steps_per_second").asDouble()).isPositive();
    assertThat(document.path("loss").asDouble()).isBetween(0.0, 0.05);
  }

  @Test
  void wideTellsTimeAndOperations() {
    JsonNode document =
        Cli.ok("bench", "wide", "--layers", "8,6,4", "--batch", 5, "--threads", 3, "--json").json();
    assertThat(document.path("threads").asInt()).isEqualTo(3);
    double operations = 5 * (6.0 * (8 * 6 + 6 * 4) - 2 * 8 * 6);
    double nanoseconds = document.path("milliseconds_per_step").asDouble() * 1e6;
    assertThat(document.path("gflops").asDouble() * nanoseconds)
        .isCloseTo(operations, Percentage.withPercentage(1e-6));
  }

  @Test
  void mlpLearnsImagesAndTestsThem() throws IOException {
    TinyImages.write(folder, "train", 600);
    TinyImages.write(folder, "t10k", 100);
    JsonNode document =
        Cli.ok(
                "bench",
                "mlp",
                "--data-dir",
                folder,
                "--layers",
                "4,16,2",
                "--batch",
                "10",
                "--epochs",
                "5",
                "--json")
            .json();
    assertThat(document.path("epochs").size()).isEqualTo(5);
    assertThat(document.path("epochs").path(0).path("samples_per_second").asDouble()).isPositive();
    assertThat(document.path("test_accuracy").asDouble()).isGreaterThan(0.95);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "bench | a workload is missing: five, mlp or wide",
        "bench mlp --data-dir nowhere | nowhere: there is no such folder of IDX files",
        "bench wide --layers 5 | --layers must be at least two widths",
        "bench wide --layers 5,0 | --layers must be at least two widths",
        "bench wide --batch 0 | --batch must be at least 1 but is 0",
        "bench five --threads 0 | --threads must be at least 1 but is 0",
      })
  void whatIsWrongIsOneLine(String line, String message) {
    Cli.Result result = Cli.run((Object[]) line.split(" "));
    assertThat(result.code()).isEqualTo(2);
    assertThat(result.out()).isEmpty();
    assertThat(result.err()).startsWith("nn: ").contains(message);
  }
}
