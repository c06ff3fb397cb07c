package org.nn4j.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class CompareTest {
  private static final Path IRIS = Cli.DATA.resolve("iris.csv");

  @TempDir private Path folder;

  private Path crossval(String name, Object... more) {
    List<Object> args =
        new ArrayList<>(
            List.of("crossval", "--data", IRIS, "--target", "species", "--json", "--epochs", 30));
    args.addAll(List.of(more));
    return Cli.write(folder.resolve(name + ".json"), Cli.ok(args.toArray()).out());
  }

  private static JsonNode test(JsonNode comparison, String metric) {
    for (JsonNode test : comparison.path("tests")) {
      if (test.path("metric").asString().equals(metric)) {
        return test;
      }
    }
    throw new AssertionError("no test of " + metric + " in " + comparison);
  }

  @Test
  void crossValidationsAreTestedFoldByFold() {
    Path good = crossval("good");
    Path bad = crossval("bad", "--layers", "none", "--optimizer", "sgd(lr=0.001)");

    JsonNode result = Cli.ok("compare", good, bad, "--json").json();

    assertThat(result.path("best").path("accuracy").path(0).asString()).isEqualTo("good");
    assertThat(result.path("runs").path(0).path("evaluated_on").asString()).isEqualTo("5 folds");
    JsonNode loss = test(result, "loss");
    assertThat(loss.path("method").asString()).isEqualTo("folds");
    assertThat(loss.path("verdict").asString()).isEqualTo("worse");
    assertThat(loss.path("p").asDouble()).isLessThan(0.01);
    JsonNode runs = result.path("runs");
    assertThat(loss.path("difference").asDouble())
        .isCloseTo(
            runs.path(1).path("metrics").path("loss").asDouble()
                - runs.path(0).path("metrics").path("loss").asDouble(),
            within(1e-12));
    assertThat(result.path("differing").propertyNames())
        .contains("layers", "optimizer")
        .doesNotContain("seed", "data", "data_sha256", "epochs");
    assertThat(Cli.ok("compare", good, bad).out())
        .contains("against good, by the corrected resampled t-test over folds")
        .containsPattern("bad +loss +\\+\\d\\.\\d{4} +\\d\\.\\d{4} .* +worse\n")
        .satisfies(
            text -> assertThat(text.lines()).allSatisfy(l -> assertThat(l).hasSizeLessThan(81)));
  }

  @Test
  void equalRunsDoNotDiffer() {
    Path run = crossval("run");
    Path copy = Cli.write(folder.resolve("copy.json"), text(run));

    String out = Cli.ok("compare", run, copy).out();

    assertThat(out).contains("no setting differs", "no difference can be told");
    assertThat(out).doesNotContain("better", "worse");
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void otherFoldsAndOtherDataAreNotTested() {
    Path run = crossval("run");
    Path seed = crossval("seed", "--seed", 9);
    Path changed =
        Cli.write(
            folder.resolve("changed.json"),
            text(run).replaceAll("\"data_sha256\" : \"....", "\"data_sha256\" : \"0000"));

    JsonNode folds = Cli.ok("compare", run, seed, "--json").json();
    JsonNode data = Cli.ok("compare", run, changed, "--json").json();

    assertThat(folds.path("tests")).isEmpty();
    assertThat(folds.path("untested").path(0).asString()).contains("their folds differ");
    assertThat(data.path("tests")).isEmpty();
    assertThat(data.path("untested").path(0).asString()).contains("their data differ", "0000");
    assertThat(data.path("differing").propertyNames()).containsExactly("data_sha256");
  }

  @Test
  void lossesOfDifferentKindsAreNotCompared() {
    Path run = crossval("run");
    Path other = crossval("other", "--loss", "squared_hinge", "--output", "identity");

    JsonNode result = Cli.ok("compare", run, other, "--json").json();

    assertThat(result.path("untested").path(0).asString()).contains("minimize different losses");
    assertThat(result.path("tests").toString()).contains("accuracy").doesNotContain("\"loss\"");
    assertThat(result.path("best").propertyNames()).contains("accuracy").doesNotContain("loss");
  }

  @Test
  void severalRunsArePenalizedForTheirNumber() {
    Path first = crossval("first");
    Path bad = crossval("bad", "--layers", "none");
    double alone =
        test(Cli.ok("compare", first, bad, "--json").json(), "loss").path("p").asDouble();

    JsonNode two = Cli.ok("compare", first, bad, first, "--json").json();

    assertThat(test(two, "loss").path("p").asDouble()).isCloseTo(2 * alone, within(1e-12));
    assertThat(two.path("runs").path(0).path("run").asString())
        .as("runs of one name are told apart by their paths")
        .isEqualTo(first.toString());
  }

  @Test
  void predictionsAreComparedRowByRow() {
    Path one = folder.resolve("one.csv");
    Path other = folder.resolve("other.csv");
    crossval("a", "--predictions", one);
    crossval("b", "--layers", "none", "--optimizer", "sgd(lr=0.001)", "--predictions", other);

    JsonNode result = Cli.ok("compare", one, other, "--json").json();

    JsonNode decisions = test(result, "error_rate");
    assertThat(decisions.path("method").asString()).isEqualTo("mcnemar");
    assertThat(decisions.path("pairs").asInt()).isEqualTo(150);
    assertThat(test(result, "log_loss").path("verdict").asString()).isEqualTo("worse");
    double error = 1 - result.path("runs").path(0).path("metrics").path("accuracy").asDouble();
    double otherError = 1 - result.path("runs").path(1).path("metrics").path("accuracy").asDouble();
    assertThat(decisions.path("difference").asDouble())
        .isCloseTo(otherError - error, within(1e-12));
  }

  @Test
  void trainedRunsAndModelsShowWhatIsKnownOfThem() {
    Path model = folder.resolve("iris.nn.safetensors");
    Path report = folder.resolve("report");
    Cli.ok(
        "train",
        "--data",
        IRIS,
        "--target",
        "species",
        "--epochs",
        5,
        "--model",
        model,
        "--report",
        report);
    Path other = folder.resolve("other.nn.safetensors");
    Cli.ok(
        "train",
        "--data",
        IRIS,
        "--target",
        "species",
        "--epochs",
        60,
        "--seed",
        2,
        "--model",
        other);

    JsonNode written = Cli.ok("compare", report, model, "--json").json();
    JsonNode evaluated = Cli.ok("compare", model, other, "--data", IRIS, "--json").json();

    assertThat(written.path("runs").path(0).path("run").asString()).isEqualTo("report");
    assertThat(written.path("runs").path(0).path("parameters").asInt())
        .isEqualTo(written.path("runs").path(1).path("parameters").asInt())
        .isPositive();
    assertThat(written.path("untested").path(0).asString()).contains("--data FILE");
    assertThat(evaluated.path("differing").propertyNames()).contains("seed", "epochs");
    assertThat(test(evaluated, "log_loss").path("verdict").asString()).isEqualTo("better");
    assertThat(evaluated.path("runs").path(1).path("evaluated_on").asString())
        .isEqualTo("iris.csv");
  }

  @Test
  void numbersAreComparedByTheirErrors() {
    Path one = folder.resolve("one.csv");
    Path other = folder.resolve("other.csv");
    StringBuilder good = new StringBuilder("row,repeat,fold,actual,prediction\n");
    StringBuilder bad = new StringBuilder("row,repeat,fold,actual,prediction\n");
    for (int row = 1; row <= 40; row++) {
      good.append(row + ",1,1," + row + "," + (row + (row % 3 - 1) * 0.5) + "\n");
      bad.append(row + ",1,1," + row + "," + (row + (row % 3 - 1) * 2.5) + "\n");
    }
    Cli.write(one, good.toString());
    Cli.write(other, bad.toString());

    JsonNode result = Cli.ok("compare", one, other, "--json").json();

    assertThat(test(result, "mae").path("difference").asDouble())
        .isCloseTo(2.0 * 26 / 40, within(1e-12));
    assertThat(test(result, "rmse").path("verdict").asString()).isEqualTo("worse");
    assertThat(result.path("best").path("rmse").path(0).asString()).isEqualTo("one");
  }

  @Test
  void saysWhatIsNoRun() {
    Path text = Cli.write(folder.resolve("notes.json"), "{\"a\": 1}");
    Path csv = Cli.write(folder.resolve("table.csv"), "x,y\n1,2\n");

    assertThat(Cli.run("compare", text, text).err()).contains("has no 'metrics'");
    assertThat(Cli.run("compare", csv, csv).err()).contains("no column 'actual'");
    assertThat(Cli.run("compare", csv).err()).contains("two runs or more");
    assertThat(Cli.run("compare", folder, folder).err()).contains("run.json");
    assertThat(Cli.run("compare", text, text, "--data", IRIS).code()).isEqualTo(2);
  }
}
