package org.nn4j.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** Metrics that some rows leave undefined, whatever is predicted. */
class UndefinedMetricsTest {
  private static final String ONE_ROW = "there is one row, and it takes two targets that differ";
  private static final String ONE_CLASS = "all rows are of one class";

  @TempDir private Path folder;
  private Path numbers;
  private Path classes;
  private Path model;

  @BeforeEach
  void writeData() {
    numbers =
        Cli.write(
            folder.resolve("numbers.csv"),
            "x,y\n0,0.00\n1,1.37\n2,4.74\n3,10.11\n4,6.48\n5,4.85\n6,5.22\n7,7.59\n8,11.96\n9,7.33\n");
    classes = folds(false);
    model = folder.resolve("m.safetensors");
  }

  /** Ten rows a fold, of which the third has one class only. */
  private Path folds(boolean oneClassEverywhere) {
    String rows =
        IntStream.range(0, 40)
            .mapToObj(
                i -> {
                  int fold = i / 10;
                  boolean yes =
                      oneClassEverywhere ? fold == 1 : fold != 2 && (i % 3 == 0 || i % 10 == 9);
                  return i % 10 + "," + (yes ? "yes" : "no") + "," + (fold + 1) + "\n";
                })
            .collect(Collectors.joining());
    return Cli.write(folder.resolve("classes.csv"), "x,y,f\n" + rows);
  }

  private static Cli.Result run(String verb, Path data, Object... more) {
    List<Object> args = new ArrayList<>(List.of(verb, "--data", data, "--target", "y"));
    args.addAll(List.of(more));
    return Cli.run(args.toArray());
  }

  @ParameterizedTest
  @CsvSource({
    "--early-stopping, r2(patience=3)",
    "--early-stopping, 'r2(patience=3, restore_best=false)'",
    "--stop-when, r2 >= 0.9"
  })
  void stoppingByR2OfOneRowIsRefusedBeforeTraining(String flag, String rule) {
    for (Object budget : new Object[] {"1GB", "1"}) {
      Cli.Result result =
          run(
              "train",
              numbers,
              "--validation",
              0.1,
              flag,
              rule,
              "--model",
              model,
              "--memory-budget",
              budget);
      assertThat(result.code()).isEqualTo(2);
      assertThat(result.err())
          .contains(
              flag
                  + ": r2 is undefined on the validation data (1 sample), whatever is predicted: "
                  + ONE_ROW
                  + "; hold more rows out (--validation 0.2), or watch validation_loss");
      assertThat(model).doesNotExist();
    }
  }

  @Test
  void stoppingAndThresholdsByOneClassAreRefused() {
    Path one = Cli.write(folder.resolve("one.csv"), "x,y\n1,no\n2,no\n3,no\n");
    Object[] common = {"--ignore", "f", "--validation", one, "--epochs", 2, "--model", model};
    for (String[] flags :
        new String[][] {
          {"--early-stopping", "roc_auc", ONE_CLASS},
          {"--early-stopping", "mcc", ONE_CLASS},
          {"--threshold", "mcc", ONE_CLASS},
          {"--threshold", "f1(average=binary)", "no row is of the positive class"}
        }) {
      List<Object> args = new ArrayList<>(List.of(flags[0], flags[1]));
      args.addAll(List.of(common));
      Cli.Result result = run("train", classes, args.toArray());
      assertThat(result.code()).as(flags[1]).isEqualTo(2);
      assertThat(result.err())
          .contains(flags[0] + ": ", " is undefined on the ", flags[2], "--validation 0.2");
    }
  }

  @Test
  void tablesDocumentsAndReportsTellTheReason() throws IOException {
    Path report = folder.resolve("report");
    Object[] flags = {"--validation", 0.1, "--epochs", 2, "--model", model, "--report", report};
    Cli.Result train = run("train", numbers, flags);
    assertThat(train.out()).contains("  r2    undefined (" + ONE_ROW + ")\n  rmse  ");
    assertThat(train.err()).contains("  rmse ").doesNotContain("NaN");
    assertThat(Files.readString(report.resolve("index.html")))
        .contains("undefined: " + ONE_ROW)
        .doesNotContain("NaN");

    Path constant = Cli.write(folder.resolve("constant.csv"), "x,y\n" + "1,0.1\n".repeat(10));
    JsonNode document = Cli.ok("evaluate", "--model", model, "--data", constant, "--json").json();
    assertThat(document.path("metrics").path("r2").isNull()).isTrue();
    assertThat(document.path("undefined").path("r2").asString()).isEqualTo("all targets are equal");
    assertThat(document.path("undefined").size()).isEqualTo(1);
    assertThat(
            Cli.ok("evaluate", "--model", model, "--data", numbers, "--json")
                .json()
                .has("undefined"))
        .isFalse();
  }

  @Test
  void foldsGiveTheMeanOfThoseInWhichItIsDefined() {
    Object[] flags = {"--fold-column", "f", "--metrics", "roc_auc,f1", "--epochs", 3};
    String text = run("crossval", classes, flags).out();
    assertThat(text)
        .containsPattern("\n3 +10 +undefined +[01]\\.\\d{4} ")
        .containsPattern("\nmean +0\\.\\d{4} +0\\.\\d{4} ")
        .containsPattern("\ndefined in +3 of 4 folds +4 of 4 folds +4 of 4 folds\n")
        .contains("\nroc_auc is undefined in fold 3 of 4: " + ONE_CLASS + "\n")
        .doesNotContain("NaN");

    List<Object> json = new ArrayList<>(List.of(flags));
    json.add("--json");
    JsonNode document = run("crossval", classes, json.toArray()).json();
    JsonNode scores = document.path("scores");
    double mean =
        IntStream.of(0, 1, 3)
            .mapToDouble(i -> scores.path(i).path("metrics").path("roc_auc").asDouble())
            .average()
            .orElseThrow();
    JsonNode auc = document.path("metrics").path("roc_auc");
    assertThat(auc.path("mean").asDouble()).isCloseTo(mean, within(1e-12));
    assertThat(auc.path("folds").asInt()).isEqualTo(3);
    assertThat(document.path("metrics").path("f1").path("folds").asInt()).isEqualTo(4);
    assertThat(document.path("undefined").path("roc_auc").asString())
        .isEqualTo("in fold 3 of 4: " + ONE_CLASS);
    assertThat(scores.path(2).path("undefined").path("roc_auc").asString()).isEqualTo(ONE_CLASS);
    assertThat(scores.path(1).has("undefined")).isFalse();
  }

  @Test
  void leavingOneOutHasNoR2() {
    Cli.Result result = run("crossval", numbers, "--folds", 10, "--epochs", 1);
    assertThat(result.out())
        .containsPattern("\nmean +undefined +[0-9.]+ ")
        .contains("defined in", "0 of 10 folds", "r2 is undefined in every fold: " + ONE_ROW)
        .doesNotContain("NaN");
  }

  @Test
  void aFoldWhoseValidationRowsAreTooFewIsNamedBeforeTheFirstIsTrained() {
    Cli.Result result =
        run("crossval", numbers, "--folds", 5, "--validation", 0.1, "--early-stopping", "r2");
    assertThat(result.code()).isEqualTo(2);
    assertThat(result.err())
        .contains("fold 1 of 5: --early-stopping: r2 is undefined", "--validation 0.2")
        .doesNotContain("loss 0.");
  }

  private Cli.Result search(Path data, String settings, Object... more) {
    Path yaml =
        Cli.write(
            folder.resolve("search.yaml"),
            "data: " + data + "\ntarget: y\nepochs: 2\nbatch: {choice: [4, 8]}\n" + settings);
    List<Object> args =
        new ArrayList<>(
            List.of(
                "search",
                yaml,
                "--method",
                "grid",
                "--results",
                folder.resolve("s.jsonl"),
                "--best",
                folder.resolve("s.yaml")));
    args.addAll(List.of(more));
    return Cli.run(args.toArray());
  }

  @Test
  void aSearchByWhatIsUndefinedIsRefusedAtOnce() {
    Cli.Result held = search(numbers, "validation: 0.1\n");
    assertThat(held.code()).isEqualTo(2);
    assertThat(held.err())
        .contains("--metric: r2 is undefined on the validation rows: " + ONE_ROW)
        .contains("hold more rows out (--validation 0.2)");
    Cli.Result folds = search(numbers, "", "--folds", 10);
    assertThat(folds.code()).isEqualTo(2);
    assertThat(folds.err())
        .contains("--metric: r2 is undefined in every fold: " + ONE_ROW, "fewer --folds");
    assertThat(search(numbers, "validation: 0.1\n", "--metric", "rmse").code()).isZero();
  }

  @Test
  void aSearchRanksByTheFoldsThatHaveTheMetric() {
    Object[] flags = {"--fold-column", "f", "--metric", "roc_auc", "--metrics", "f1,roc_auc"};
    Cli.Result found = search(classes, "", flags);
    assertThat(found.code()).isZero();
    assertThat(found.out())
        .contains("f1 (macro)", "roc_auc is undefined in fold 3 of 4: " + ONE_CLASS)
        .doesNotContain("NaN");
    List<Object> json = new ArrayList<>(List.of(flags));
    json.add("--json"); // the trials are read back from the file
    JsonNode best = search(classes, "", json.toArray()).json().path("best");
    assertThat(best.path("metrics").path("roc_auc").asDouble()).isBetween(0.0, 1.0);
    assertThat(best.path("undefined").path("roc_auc").asString())
        .isEqualTo("in fold 3 of 4: " + ONE_CLASS);
  }

  @ParameterizedTest
  @CsvSource({"hinge, identity", "squared_hinge, identity", "hinge, tanh", "mse, identity"})
  void scoresAreNotShownAsProbabilities(String loss, String output) throws IOException {
    Path report = folder.resolve("report");
    Object[] flags = {
      "--loss",
      loss,
      "--output",
      output,
      "--ignore",
      "f",
      "--metrics",
      "accuracy,log_loss,roc_auc",
      "--epochs",
      5,
      "--report",
      report,
      "--model",
      model
    };
    Cli.Result train = run("train", classes, flags);
    assertThat(train.out())
        .contains("log_loss  undefined (the model gives scores, which are not probabilities)");
    assertThat(Files.readString(report.resolve("index.html")))
        .contains("least score of the right class")
        .doesNotContain("Calibration", "probability of");
    assertThat(Cli.ok("predict", "--model", model, "--data", classes).out())
        .startsWith("prediction,score_no,score_yes\n");
    assertThat(
            Cli.ok("predict", "--model", model, "--data", classes, "--json")
                .json()
                .path("predictions")
                .path(0)
                .propertyNames())
        .containsExactly("prediction", "score_no", "score_yes");
    Cli.Result refused =
        run(
            "train",
            classes,
            "--loss",
            loss,
            "--output",
            output,
            "--ignore",
            "f",
            "--metrics",
            "log_loss",
            "--early-stopping",
            "log_loss",
            "--model",
            model);
    assertThat(refused.code()).isEqualTo(2);
    assertThat(refused.err()).contains("not probabilities; watch validation_loss");
  }

  @ParameterizedTest
  @CsvSource({"mse, sigmoid", "binary_cross_entropy_with_logits, identity"})
  void whatALogisticFunctionMakesAreProbabilities(String loss, String output) {
    Object[] flags = {
      "--loss", loss, "--output", output, "--ignore", "f", "--epochs", 2, "--model", model
    };
    assertThat(run("train", classes, flags).code()).isZero();
    assertThat(Cli.ok("predict", "--model", model, "--data", classes).out())
        .startsWith("prediction,probability_no,probability_yes\n");
  }
}
