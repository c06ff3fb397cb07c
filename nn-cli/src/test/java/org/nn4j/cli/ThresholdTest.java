package org.nn4j.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
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
    "crossval, case, roc_auc, no metric of decisions",
    "train, case, label_f1, label_f1 is a metric of multi_label but the task is classification"
  })
  void whatCannotBeIsRefused(String verb, String target, String threshold, String part) {
    Cli.Result result = Cli.run(verb, "--data", data, "--target", target, "--threshold", threshold);
    assertThat(result.code()).isEqualTo(2);
    assertThat(result.err()).contains("--threshold").contains(part);
  }

  private Object[] crossval(Object... more) {
    List<Object> args =
        new ArrayList<>(
            List.of("crossval", "--data", data, "--target", "case", "--epochs", 20, "--folds", 3));
    args.addAll(List.of("--metrics", "balanced_accuracy", "--json"));
    args.addAll(List.of(more));
    return args.toArray();
  }

  @Test
  void everyFoldChoosesItsOwnOnRowsThatItIsNotJudgedBy() throws IOException {
    Path predictions = folder.resolve("p.csv");
    JsonNode chosen =
        Cli.ok(crossval("--threshold", "balanced_accuracy", "--predictions", predictions)).json();
    double[] thresholds = new double[4];
    for (JsonNode fold : chosen.path("scores")) {
      thresholds[fold.path("fold").asInt()] = fold.path("thresholds").path(0).asDouble();
    }
    JsonNode summary = chosen.path("thresholds").path("yes");
    assertThat(summary.path("mean").asDouble())
        .isCloseTo((thresholds[1] + thresholds[2] + thresholds[3]) / 3, within(1e-12));
    assertThat(summary.path("deviation").asDouble()).isPositive();
    for (String line : Files.readAllLines(predictions).subList(1, 301)) {
      String[] cells = line.split(",");
      double threshold = thresholds[Integer.parseInt(cells[2])];
      assertThat(cells[4]).isEqualTo(Float.parseFloat(cells[6]) > threshold ? "yes" : "no");
    }
    double even =
        Cli.ok(crossval()).json().path("metrics").path("balanced_accuracy").path("mean").asDouble();
    assertThat(chosen.path("metrics").path("balanced_accuracy").path("mean").asDouble())
        .isGreaterThan(even + 0.05);
  }

  @Test
  void whatAFoldChoosesDoesNotDependOnTheRowsThatItIsJudgedBy() throws IOException {
    // The rows of the first fold, and with them nothing that the fold may look at, are turned
    // round.
    StringBuilder folds = new StringBuilder("fold\n");
    List<String> lines = Files.readAllLines(data);
    StringBuilder turned = new StringBuilder(lines.get(0)).append('\n');
    for (int row = 0; row < 300; row++) {
      String line = lines.get(row + 1);
      folds.append(row % 3).append('\n');
      String other = line.endsWith("yes") ? line.replace("yes", "no") : line.replace("no", "yes");
      turned.append(row % 3 == 0 ? other : line).append('\n');
    }
    Path given = Cli.write(folder.resolve("folds.csv"), folds.toString());
    Path changed = Cli.write(folder.resolve("turned.csv"), turned.toString());
    List<JsonNode> first = new ArrayList<>();
    for (Path file : List.of(data, changed)) {
      first.add(
          Cli.ok(
                  "crossval",
                  "--data",
                  file,
                  "--target",
                  "case",
                  "--epochs",
                  5,
                  "--fold-file",
                  given,
                  "--threshold",
                  "balanced_accuracy",
                  "--json")
              .json()
              .path("scores")
              .path(0));
    }
    assertThat(first.get(0).path("thresholds").path(0).asDouble()).isNotEqualTo(0.5);
    assertThat(first.get(1).path("thresholds")).isEqualTo(first.get(0).path("thresholds"));
    assertThat(first.get(1).path("metrics")).isNotEqualTo(first.get(0).path("metrics"));
  }

  @Test
  void aSearchChoosesItByFoldsOnly() {
    Path config =
        Cli.write(
            folder.resolve("search.yaml"),
            "data: rare.csv\ntarget: case\nepochs: 2\nthreshold: f1\nmetrics: f1\n"
                + "batch: {choice: [16, 64]}\n");
    Cli.Result held = Cli.run("search", config, "--method", "grid");
    assertThat(held.code()).isEqualTo(2);
    assertThat(held.err()).contains("threshold").contains("--folds");
    Path results = folder.resolve("r.csv");
    assertThat(
            Cli.ok(
                    "search",
                    config,
                    "--folds",
                    2,
                    "--results",
                    results,
                    "--best",
                    folder.resolve("b.yaml"))
                .out())
        .contains("2 folds of 300 rows");
    assertThat(folder.resolve("b.yaml")).content().contains("threshold: f1");
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
