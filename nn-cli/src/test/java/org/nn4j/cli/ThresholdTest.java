package org.nn4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** Where a classifier of two classes decides: given, or chosen for a metric. */
class ThresholdTest {
  @TempDir private Path folder;
  private Path data;
  private Path model;

  @BeforeEach
  void writeRareCases() {
    Random random = new Random(3);
    StringBuilder csv = new StringBuilder("x,case\n");
    for (int i = 0; i < 300; i++) {
      boolean rare = i % 10 == 0;
      csv.append(random.nextGaussian() + (rare ? 1.5 : 0)).append(rare ? ",yes\n" : ",no\n");
    }
    data = Cli.write(folder.resolve("rare.csv"), csv.toString());
    model = folder.resolve("m.safetensors");
  }

  private Object[] train(Object... more) {
    List<Object> args =
        new ArrayList<>(
            List.of("train", "--data", data, "--target", "case", "--model", model, "--epochs", 20));
    args.addAll(List.of(more));
    return args.toArray();
  }

  private JsonNode evaluated() {
    return Cli.ok("evaluate", "--model", model, "--data", data, "--json").json();
  }

  @Test
  void oneChosenForAMetricTravelsWithTheModel() {
    Object[] flags = {"--metrics", "balanced_accuracy", "--validation", data, "--json"};
    JsonNode plain = Cli.ok(train(flags)).json();
    double even = plain.path("metrics").path("balanced_accuracy").asDouble();
    assertThat(plain.path("threshold").asDouble()).isEqualTo(0.5);

    Object[] chosen = {
      "--threshold",
      "balanced_accuracy",
      "--metrics",
      "balanced_accuracy",
      "--validation",
      data,
      "--json"
    };
    JsonNode trained = Cli.ok(train(chosen)).json();

    assertThat(trained.path("parameters_sha256")).isEqualTo(plain.path("parameters_sha256"));
    assertThat(trained.path("metrics").path("loss")).isEqualTo(plain.path("metrics").path("loss"));
    assertThat(trained.path("metrics").path("balanced_accuracy").asDouble())
        .isGreaterThan(even + 0.1);
    double threshold = trained.path("threshold").asDouble();
    assertThat(threshold).isBetween(0.01, 0.4);
    JsonNode evaluated = evaluated();
    assertThat(evaluated.path("threshold").asDouble()).isEqualTo(threshold);
    assertThat(evaluated.path("confusion_matrix")).isEqualTo(trained.path("confusion_matrix"));
    assertThat(Cli.ok("inspect", model).out()).contains("one of no, yes; yes above 0.");
    requirePredicted(threshold);
  }

  private void requirePredicted(double threshold) {
    List<String> lines = Cli.ok("predict", "--model", model, "--data", data).out().lines().toList();
    assertThat(lines).hasSize(301);
    for (String line : lines.subList(1, lines.size())) {
      String[] cells = line.split(",");
      assertThat(cells[0]).isEqualTo(Float.parseFloat(cells[2]) > threshold ? "yes" : "no");
    }
  }

  @Test
  void oneGivenIsUsedEverywhere() {
    assertThat(Cli.ok(train("--threshold", 0.15)).out()).contains("'yes' above 0.15");
    assertThat(evaluated().path("threshold").asDouble()).isEqualTo(0.15);
    requirePredicted(0.15);
    JsonNode folds =
        Cli.ok(
                "crossval",
                "--data",
                data,
                "--target",
                "case",
                "--epochs",
                5,
                "--folds",
                3,
                "--threshold",
                0.01,
                "--metrics",
                "recall",
                "--json")
            .json();
    assertThat(folds.path("confusion_matrix").path(1).path(0).asInt()).isZero();
  }

  @ParameterizedTest
  @CsvSource({
    "train, case, 1.5, above 0 and below 1",
    "train, case, roc_auc, no metric of decisions",
    "train, case, f2, 'f1'",
    "train, x, 0.3, is predicted as a number",
    "train, x, accuracy, is predicted as a number",
    "crossval, case, f1, give a number"
  })
  void whatCannotBeIsRefused(String verb, String target, String threshold, String part) {
    Cli.Result result = Cli.run(verb, "--data", data, "--target", target, "--threshold", threshold);
    assertThat(result.code()).isEqualTo(2);
    assertThat(result.err()).contains("--threshold").contains(part);
  }

  @Test
  void choosingNeedsRowsHeldOutAndTwoClasses() {
    Cli.Result none = Cli.run(train("--threshold", "f1", "--validation", 0));
    assertThat(none.code()).isEqualTo(2);
    assertThat(none.err()).contains("held out for validation, and there are none");
    Cli.Result three =
        Cli.run(
            "train",
            "--data",
            Cli.DATA.resolve("iris.csv"),
            "--target",
            "species",
            "--threshold",
            "f1");
    assertThat(three.err()).contains("divides two classes, but species has 3");
  }
}
