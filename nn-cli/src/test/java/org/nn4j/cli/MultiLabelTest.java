package org.nn4j.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** What a handwritten digit is: even, prime, drawn with a loop; any number of these. */
class MultiLabelTest {
  private static final List<String> LABELS = List.of("even", "prime", "loop");

  @TempDir private Path folder;
  private Path columns;
  private Path texts;
  private Path model;

  @BeforeEach
  void writeLabels() throws IOException {
    List<String> lines = Files.readAllLines(Cli.DATA.resolve("digits.csv")).subList(0, 401);
    StringBuilder byColumn = new StringBuilder();
    StringBuilder byText = new StringBuilder();
    for (int i = 0; i < lines.size(); i++) {
      int last = lines.get(i).lastIndexOf(',');
      String pixels = lines.get(i).substring(0, last + 1);
      List<String> labels = i == 0 ? List.of() : labels(lines.get(i).substring(last + 1));
      byColumn.append(pixels).append(i == 0 ? "even,prime,loop" : flags(labels)).append('\n');
      byText.append(pixels).append(i == 0 ? "tags" : String.join("; ", labels)).append('\n');
    }
    columns = Cli.write(folder.resolve("columns.csv"), byColumn.toString());
    texts = Cli.write(folder.resolve("texts.csv"), byText.toString());
    model = folder.resolve("m.safetensors");
  }

  private static List<String> labels(String digit) {
    return Stream.of("even 02468", "prime 2357", "loop 04689")
        .filter(label -> label.substring(label.indexOf(' ')).contains(digit))
        .map(label -> label.substring(0, label.indexOf(' ')))
        .toList();
  }

  private static String flags(List<String> labels) {
    return String.join(",", LABELS.stream().map(l -> labels.contains(l) ? "1" : "0").toList());
  }

  private Cli.Result run(String verb, Object... more) {
    List<Object> args = new ArrayList<>(List.of(verb, "--data", columns, "--epochs", 12));
    args.addAll(List.of("--target", "even,prime,loop"));
    args.addAll(List.of(more));
    return Cli.run(args.toArray());
  }

  private static JsonNode json(Cli.Result result) {
    assertThat(result.code()).as(result.err()).isZero();
    return result.json();
  }

  @Test
  void isLearntEvaluatedAndPredicted() {
    JsonNode trained = json(run("train", "--model", model, "--validation", columns, "--json"));
    assertThat(trained.path("task").asString()).isEqualTo("multi_label");
    assertThat(trained.path("labels").toString()).isEqualTo("[\"even\",\"prime\",\"loop\"]");
    JsonNode metrics = trained.path("metrics");
    assertThat(metrics.path("label_f1").asDouble()).isGreaterThan(0.9);
    assertThat(metrics.path("subset_accuracy").asDouble()).isGreaterThan(0.85);

    JsonNode evaluated = Cli.ok("evaluate", "--model", model, "--data", columns, "--json").json();
    assertThat(evaluated.path("metrics")).isEqualTo(metrics);
    assertThat(evaluated.path("confusion_matrices")).isEqualTo(trained.path("confusion_matrices"));
    requirePredicted(evaluated);
    assertThat(Cli.ok("inspect", model).out()).contains("prime  ", "applies above 0.5000");
  }

  /** Requires a column for each label, whose ones are those that the evaluation counts. */
  private void requirePredicted(JsonNode evaluated) {
    List<String> lines =
        Cli.ok("predict", "--model", model, "--data", columns).out().lines().toList();
    assertThat(lines.get(0))
        .isEqualTo(
            "prediction_even,prediction_prime,prediction_loop,"
                + "probability_even,probability_prime,probability_loop");
    for (int k = 0; k < 3; k++) {
      int ones = 0;
      for (String line : lines.subList(1, lines.size())) {
        String[] cells = line.split(",");
        ones += Integer.parseInt(cells[k]);
        double threshold = evaluated.path("thresholds").path(k).asDouble();
        assertThat(cells[k]).isEqualTo(Float.parseFloat(cells[3 + k]) > threshold ? "1" : "0");
      }
      JsonNode matrix = evaluated.path("confusion_matrices").path(k);
      assertThat(ones).isEqualTo(matrix.path(0).path(1).asInt() + matrix.path(1).path(1).asInt());
    }
  }

  @Test
  void textsTrainWhatColumnsTrain() {
    // Labels of texts are in alphabetical order.
    JsonNode byColumn =
        json(
            Cli.run(
                "train",
                "--data",
                columns,
                "--target",
                "even,loop,prime",
                "--epochs",
                3,
                "--model",
                model,
                "--json"));
    JsonNode byText =
        json(
            Cli.run(
                "train",
                "--data",
                texts,
                "--target",
                "tags",
                "--label-separator",
                ";",
                "--epochs",
                3,
                "--model",
                model,
                "--json"));
    assertThat(byText.path("parameters_sha256")).isEqualTo(byColumn.path("parameters_sha256"));
    assertThat(byText.path("metrics")).isEqualTo(byColumn.path("metrics"));
    assertThat(Cli.ok("inspect", model).out()).contains("any of even, loop, prime, divided by ';'");
    assertThat(Cli.ok("evaluate", "--model", model, "--data", texts).out())
        .contains("hamming_loss");
  }

  @Test
  void thresholdsAreChosenForEachLabel() {
    String[] metric = {
      "--metrics", "label_f1", "--layers", "none", "--validation", columns.toString()
    };
    List<Object> even = new ArrayList<>(List.of(metric));
    even.add("--json");
    double before = json(run("train", even.toArray())).path("metrics").path("label_f1").asDouble();
    even.addAll(List.of("--threshold", "label_f1", "--model", model));
    JsonNode chosen = json(run("train", even.toArray()));
    assertThat(chosen.path("metrics").path("label_f1").asDouble()).isGreaterThan(before);
    assertThat(chosen.path("thresholds")).hasSize(3);
    requirePredicted(Cli.ok("evaluate", "--model", model, "--data", columns, "--json").json());
  }

  @Test
  void foldsSpreadLabelsEvenlyAndChooseThresholds() throws IOException {
    Path predictions = folder.resolve("p.csv");
    JsonNode folds =
        json(
            run(
                "crossval",
                "--folds",
                3,
                "--threshold",
                "label_f1",
                "--predictions",
                predictions,
                "--json"));
    assertThat(folds.path("division").asString()).contains("stratified");
    JsonNode even = folds.path("thresholds").path("even");
    assertThat(even.path("mean").asDouble()).isBetween(0.05, 0.95);
    double mean = 0;
    for (JsonNode fold : folds.path("scores")) {
      mean += fold.path("thresholds").path(0).asDouble() / 3;
    }
    assertThat(even.path("mean").asDouble()).isCloseTo(mean, within(1e-12));
    assertThat(folds.path("confusion_matrices")).hasSize(3);
    List<String> lines = Files.readAllLines(predictions);
    assertThat(lines.get(0))
        .startsWith("row,repeat,fold,actual_even,actual_prime,actual_loop,prediction_even");
    // Each fold has the share of every combination of labels that all rows have.
    long[] loops = new long[4];
    for (String line : lines.subList(1, lines.size())) {
      String[] cells = line.split(",");
      loops[Integer.parseInt(cells[2])] += Integer.parseInt(cells[5]);
    }
    assertThat(Math.max(loops[1], Math.max(loops[2], loops[3])))
        .isLessThanOrEqualTo(Math.min(loops[1], Math.min(loops[2], loops[3])) + 4);
    assertThat(
            Cli.ok(
                    "crossval",
                    "--data",
                    texts,
                    "--target",
                    "tags",
                    "--label-separator",
                    ";",
                    "--epochs",
                    1,
                    "--folds",
                    2)
                .out())
        .contains("all folds together", "macro average");
  }

  @Test
  void aReportHasFiguresAndTablesOfLabels() throws IOException {
    Path report = folder.resolve("report");
    assertThat(run("train", "--report", report, "--model", model).code()).isZero();
    assertThat(Files.readString(report.resolve("index.html")))
        .contains("Decisions by label", "Scores by label", "Samples by label", "p(all right)");
    assertThat(report.resolve("figures").resolve("labels.svg")).exists();
  }

  @Test
  void derivativesAreRight() {
    assertThat(run("gradcheck").out()).contains("passed");
  }

  @ParameterizedTest
  @ValueSource(strings = {"mse", "hinge", "squared_hinge", "binary_cross_entropy_with_logits"})
  void otherLossesDo(String loss) {
    JsonNode trained = json(run("train", "--loss", loss, "--model", model, "--json"));
    assertThat(trained.path("metrics").path("subset_accuracy").asDouble()).isGreaterThan(0.6);
  }

  @Test
  void smoothingAndSampleWeightsDo() {
    JsonNode plain = json(run("train", "--model", model, "--json"));
    JsonNode smooth = json(run("train", "--model", model, "--label-smoothing", 0.2, "--json"));
    assertThat(smooth.path("metrics").path("subset_accuracy").asDouble()).isGreaterThan(0.7);
    assertThat(smooth.path("parameters_sha256")).isNotEqualTo(plain.path("parameters_sha256"));
    assertThat(
            json(run("train", "--model", model, "--sample-weight", "pixel_0_3", "--json"))
                .path("metrics")
                .path("label_f1")
                .asDouble())
        .isGreaterThan(0.5);
  }

  @ParameterizedTest
  @CsvSource({
    "--class-weight, balanced, weigh whole samples",
    "--loss, categorical_cross_entropy, classes that exclude one another",
    "--output, softmax, use sigmoid",
    "--metrics, accuracy, such as label_f1",
    "--threshold, f1, such as label_f1",
    "--threshold, label_roc_auc, no metric of decisions",
    "--task, classification, classification has one target column",
    "--label-separator, ;, the texts of one column"
  })
  void whatDoesNotSuitLabelsIsRefused(String flag, String value, String part) {
    Cli.Result result = run("train", flag, value, "--model", model);
    assertThat(result.code()).isEqualTo(2);
    assertThat(result.err()).contains(part);
  }

  @Test
  void aSurfaceShowsOneLabel() {
    Path plane =
        Cli.write(
            folder.resolve("plane.csv"), "x,y,right,up\n-1,-1,0,0\n-1,1,0,1\n1,-1,1,0\n1,1,1,1\n");
    Cli.ok(
        "train",
        "--data",
        plane,
        "--target",
        "right,up",
        "--validation",
        0,
        "--epochs",
        5,
        "--model",
        model);
    Path picture = folder.resolve("s.svg");
    Cli.ok(
        "plot",
        "surface",
        "--model",
        model,
        "--data",
        plane,
        "--class",
        "up",
        "--picture",
        picture);
    assertThat(picture).content().contains("probability of up");
    assertThat(Cli.run("plot", "surface", "--model", model, "--class", "down").err())
        .contains("no label 'down'; it has right, up");
  }
}
