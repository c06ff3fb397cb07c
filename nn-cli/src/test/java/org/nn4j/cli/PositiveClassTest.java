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

/** Which of two classes is the positive one, and what is of it. */
class PositiveClassTest {
  private static final String BINARY =
      "f1(average=binary),precision(average=binary),recall(average=binary),accuracy,roc_auc,log_loss";

  @TempDir private Path folder;
  private Path data;
  private Path model;

  @BeforeEach
  void writeData() {
    Random random = new Random(7);
    StringBuilder csv = new StringBuilder("x,case\n");
    for (int i = 0; i < 200; i++) {
      boolean ill = i % 5 == 0;
      csv.append(random.nextGaussian() + (ill ? 1.5 : 0)).append(ill ? ",ill\n" : ",well\n");
    }
    data = Cli.write(folder.resolve("cases.csv"), csv.toString());
    model = folder.resolve("m.safetensors");
  }

  private JsonNode run(String verb, Object... more) {
    List<Object> args =
        new ArrayList<>(
            List.of(verb, "--data", data, "--target", "case", "--epochs", 20, "--json"));
    args.addAll(List.of("--metrics", BINARY));
    args.addAll(List.of(more));
    return Cli.ok(args.toArray()).json();
  }

  /** Requires that binary averages are those of a class in the confusion matrix. */
  private static void requireScoresOf(String label, JsonNode document) {
    List<String> labels = document.path("labels").valueStream().map(JsonNode::asString).toList();
    int own = labels.indexOf(label);
    JsonNode counts = document.path("confusion_matrix");
    double hits = counts.path(own).path(own).asDouble();
    double missed = counts.path(own).path(1 - own).asDouble();
    double wrong = counts.path(1 - own).path(own).asDouble();
    JsonNode metrics = document.path("metrics");
    assertThat(hits).isPositive();
    assertThat(missed + wrong).isPositive();
    assertThat(document.path("positive").asString()).isEqualTo(label);
    assertThat(metrics.path("precision").asDouble())
        .isCloseTo(hits / (hits + wrong), within(1e-12));
    assertThat(metrics.path("recall").asDouble()).isCloseTo(hits / (hits + missed), within(1e-12));
    assertThat(metrics.path("f1").asDouble())
        .isCloseTo(2 * hits / (2 * hits + missed + wrong), within(1e-12));
  }

  @Test
  void isTheSecondInOrderOrTheOneThatIsNamed() {
    requireScoresOf("well", run("train", "--model", model));
    requireScoresOf("ill", run("train", "--model", model, "--positive", "ill"));
  }

  @Test
  void travelsWithTheModel() {
    JsonNode trained = run("train", "--model", model, "--positive", "ill", "--validation", data);
    JsonNode evaluated =
        Cli.ok("evaluate", "--model", model, "--data", data, "--metrics", BINARY, "--json").json();
    requireScoresOf("ill", evaluated);
    assertThat(evaluated.path("metrics")).isEqualTo(trained.path("metrics"));
    assertThat(Cli.ok("predict", "--model", model, "--data", data).out())
        .startsWith("prediction,probability_well,probability_ill\n");
  }

  @Test
  void anEvaluationMayTakeTheOther() {
    run("train", "--model", model, "--threshold", 0.7);
    Object[] evaluate = {"evaluate", "--model", model, "--data", data, "--metrics", BINARY};
    List<Object> other = new ArrayList<>(List.of(evaluate));
    other.addAll(List.of("--positive", "ill", "--json"));
    JsonNode ill = Cli.ok(other.toArray()).json();
    requireScoresOf("ill", ill);
    other.set(other.size() - 2, "well");
    JsonNode well = Cli.ok(other.toArray()).json();
    requireScoresOf("well", well);
    assertThat(ill.path("confusion_matrix")).isEqualTo(well.path("confusion_matrix"));
    for (String metric : List.of("accuracy", "roc_auc", "log_loss", "loss")) {
      assertThat(ill.path("metrics").path(metric).asDouble())
          .as(metric)
          .isCloseTo(well.path("metrics").path(metric).asDouble(), within(1e-6));
    }
    assertThat(
            Cli.ok(
                    "evaluate",
                    "--model",
                    model,
                    "--data",
                    data,
                    "--metrics",
                    "f1(average=binary)",
                    "--positive",
                    "ill")
                .out())
        .contains("(cases.csv), positive 'ill', 'well' above 0.7", "  f1 (binary)  0.");
  }

  @Test
  void thresholdsAndFiguresAreOfIt() throws IOException {
    Path report = folder.resolve("report");
    JsonNode trained =
        run("train", "--model", model, "--positive", "ill", "--threshold", 0.3, "--report", report);
    requireScoresOf("ill", trained);
    for (String line :
        Cli.ok("predict", "--model", model, "--data", data).out().lines().skip(1).toList()) {
      String[] cells = line.split(",");
      assertThat(cells[0]).isEqualTo(Float.parseFloat(cells[2]) > 0.3 ? "ill" : "well");
    }
    assertThat(Files.readString(report.resolve("index.html")))
        .contains("ROC of ill", "Precision and recall of ill", "probability of ill");
  }

  @Test
  void foldsAndSearchesKnowIt() {
    JsonNode folds = run("crossval", "--folds", 4, "--positive", "ill");
    JsonNode counts = folds.path("confusion_matrix");
    assertThat(folds.path("labels").path(1).asString()).isEqualTo("ill");
    assertThat(counts.path(1).path(0).asInt() + counts.path(1).path(1).asInt()).isEqualTo(40);
    double right = counts.path(0).path(0).asInt() + counts.path(1).path(1).asInt();
    assertThat(folds.path("metrics").path("accuracy").path("mean").asDouble())
        .isCloseTo(right / 200, within(1e-12));
    Path yaml =
        Cli.write(
            folder.resolve("s.yaml"),
            "data: "
                + data
                + "\ntarget: case\npositive: ill\nmetrics: f1(average=binary)\nepochs: 5\n"
                + "batch: {choice: [8, 16]}\n");
    Path best = folder.resolve("best.yaml");
    Cli.ok("search", yaml, "--method", "grid", "--results", folder.resolve("r"), "--best", best);
    assertThat(best).content().contains("positive: ill");
  }

  @ParameterizedTest
  @CsvSource({
    "case, sick, 'the positive class is one of two, but ''case'' has ''ill'' and ''well'', not'",
    "x, ill, 'the positive class is one of two, but the target is no class: x'"
  })
  void isOneOfTwo(String target, String label, String message) {
    Cli.Result result =
        Cli.run("train", "--data", data, "--target", target, "--positive", label, "--model", model);
    assertThat(result.code()).isEqualTo(2);
    assertThat(result.err()).contains("--positive: " + message);
  }

  @Test
  void manyClassesHaveNone() {
    Path iris = Cli.DATA.resolve("iris.csv");
    Object[] train = {"train", "--data", iris, "--target", "species", "--model", model};
    List<Object> args = new ArrayList<>(List.of(train));
    args.addAll(List.of("--metrics", "f1(average=binary)"));
    assertThat(Cli.run(args.toArray()).err())
        .contains("--metrics: a binary average is of the positive one of two classes, but there")
        .contains("are 3; use macro, micro or weighted");
    args.set(args.size() - 2, "--positive");
    args.set(args.size() - 1, "setosa");
    assertThat(Cli.run(args.toArray()).err()).contains("'species' has 3 classes");
    args.subList(args.size() - 2, args.size()).clear();
    args.addAll(List.of("--epochs", 1));
    Cli.ok(args.toArray());
    Object[] evaluate = {"evaluate", "--model", model, "--data", iris};
    List<Object> evaluated = new ArrayList<>(List.of(evaluate));
    evaluated.addAll(List.of("--positive", "setosa"));
    assertThat(Cli.run(evaluated.toArray()).err())
        .contains("--positive: names one of two classes, but the model predicts setosa,");
    evaluated.set(5, "--metrics");
    evaluated.set(6, "recall(average=binary)");
    Cli.Result refused = Cli.run(evaluated.toArray());
    assertThat(refused.code()).isEqualTo(2);
    assertThat(refused.err()).contains("--metrics: a binary average");
  }
}
