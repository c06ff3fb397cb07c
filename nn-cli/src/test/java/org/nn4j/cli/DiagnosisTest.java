package org.nn4j.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** What is said of runs that go wrong, or are likely to. */
class DiagnosisTest {
  private static final Path IRIS = Cli.DATA.resolve("iris.csv");

  @TempDir private Path folder;

  private Cli.Result train(Path data, String target, Object... more) {
    List<Object> args = new ArrayList<>(List.of("train", "--data", data, "--target", target));
    args.addAll(List.of("--model", folder.resolve("m.safetensors")));
    args.addAll(List.of(more));
    return Cli.run(args.toArray());
  }

  private static List<String> warnings(Cli.Result result) {
    return result.err().lines().filter(line -> line.startsWith("nn: ")).toList();
  }

  @ParameterizedTest
  @CsvSource({
    "iris, species",
    "wine, cultivar",
    "breast_cancer, diagnosis",
    "digits, digit",
    "diabetes, progression"
  })
  void goodDataWithDefaultsRaiseNoWarning(String file, String target) {
    Cli.Result result =
        train(Cli.DATA.resolve(file + ".csv"), target, "--json", "--preset", "fast");

    assertThat(result.code()).isZero();
    assertThat(warnings(result)).isEmpty();
    assertThat(result.json().path("warnings").isArray()).isTrue();
    assertThat(result.json().path("warnings")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"iris", "wine", "breast_cancer", "diabetes", "digits", "five_points"})
  void theExamplesRaiseNoWarning(String config) {
    Cli.Result result =
        Cli.ok(
            "train",
            Cli.EXAMPLES.resolve(config + ".yaml"),
            "--model",
            folder.resolve("m.safetensors"));
    assertThat(warnings(result)).isEmpty();
  }

  /** A file with a copy of the target, a column that never changes and one of large numbers. */
  private Path suspicious() {
    return Cli.write(
        folder.resolve("suspicious.csv"),
        IntStream.range(0, 60)
            .mapToObj(
                i ->
                    (i * 7 % 13)
                        + ","
                        + (i % 3 == 0 ? "yes,1" : "no,0")
                        + ",8,"
                        + (i * 11 % 17) * 1000)
            .collect(Collectors.joining("\n", "a,y,copy,same,grams\n", "\n")));
  }

  @Test
  void warnsOnceInOneLineEachWithWhatToDo() {
    Cli.Result result = train(suspicious(), "y", "--scaling", "none", "--epochs", 2);

    assertThat(result.code()).isZero();
    assertThat(warnings(result))
        .anySatisfy(
            line ->
                assertThat(line)
                    .startsWith("nn: columns with one value only in the ")
                    .endsWith(
                        " training rows tell nothing: 'same' (8); leave them out, or find out why"
                            + " they do not vary"))
        .anySatisfy(line -> assertThat(line).contains("'copy' determines 'y'"))
        .anySatisfy(
            line -> assertThat(line).startsWith("nn: inputs are not scaled: grams from 0 to"))
        .doesNotHaveDuplicates();
  }

  @Test
  void warningsAreInTheDocumentAndTheReport() throws IOException {
    Path report = folder.resolve("report");
    Cli.Result result = train(suspicious(), "y", "--epochs", 2, "--json", "--report", report);

    JsonNode warnings = result.json().path("warnings");
    assertThat(warnings.size()).isEqualTo(2);
    assertThat(warnings.path(0).path("kind").asString()).isEqualTo("constant_columns");
    assertThat(warnings.path(1).path("kind").asString()).isEqualTo("leaking_columns");
    assertThat(warnings.path(1).path("subject").asString()).isEqualTo("the columns");
    assertThat(Files.readString(report.resolve("index.html")))
        .contains("columns with one value only", "look like copies of the target");
  }

  @Test
  void warnsOfTargetsThatTheOutputCannotReach() {
    Cli.Result result =
        train(
            Cli.DATA.resolve("diabetes.csv"), "progression", "--output", "sigmoid", "--epochs", 1);
    assertThat(warnings(result))
        .anyMatch(line -> line.contains("outputs stay between 0 and 1; end the network in"));
  }

  @Test
  void aDivergenceTellsTensorLinesAndTheLastGoodCheckpoint() {
    List<Object> args =
        List.of(
            "--optimizer",
            "sgd(lr=1e-9)",
            "--schedule",
            "step(step_size=2, gamma=1e20)",
            "--epochs",
            20,
            "--checkpoint",
            folder.resolve("runs"),
            "--every",
            "1 epochs",
            "--json");
    JsonNode error =
        train(Cli.DATA.resolve("diabetes.csv"), "progression", args.toArray()).json().path("error");

    assertThat(error.path("phase").asString()).isNotEmpty();
    assertThat(error.path("lines").size()).isEqualTo(32);
    assertThat(error.path("tensor").path("rows").asInt()).isPositive();
    String checkpoint = error.path("checkpoint").asString();
    assertThat(Path.of(checkpoint)).exists();
    assertThat(error.path("message").asString())
        .contains("(data lines ", " infinite of ", "first ", "last good checkpoint is ")
        .endsWith(checkpoint);
    Cli.ok("evaluate", "--model", checkpoint, "--data", Cli.DATA.resolve("diabetes.csv"));
  }

  @Test
  void aDivergenceWithoutCheckpointsSaysSo() {
    Cli.Result result =
        train(Cli.DATA.resolve("diabetes.csv"), "progression", "--optimizer", "sgd(lr=1e6)");
    assertThat(result.code()).isEqualTo(1);
    assertThat(result.err()).contains("; there is no checkpoint");
  }

  @Test
  void overfitsABatchOfIrisAndWritesNothing() {
    Cli.Result result = train(IRIS, "species", "--overfit-batch");

    assertThat(result.code()).as(result.toString()).isZero();
    assertThat(result.out()).startsWith("passed: the loss of 32 rows fell from ");
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void overfittingTakesTheSizeOfTheBatchAndDropsWhatRestrains() {
    JsonNode json =
        train(
                IRIS,
                "species",
                "--overfit-batch",
                "--batch",
                8,
                "--layers",
                "32:relu,dropout(rate=0.9)",
                "--optimizer",
                "adamw(lr=0.01, weight_decay=100)",
                "--epochs",
                1,
                "--json")
            .json();
    assertThat(json.path("passed").asBoolean()).isTrue();
    assertThat(json.path("rows").asInt()).isEqualTo(8);
    assertThat(json.path("loss").asDouble()).isLessThan(0.02);
  }

  @Test
  void aBatchThatCannotBeLearntEndsWithOneAndHints() {
    Path data =
        Cli.write(
            folder.resolve("coin.csv"),
            IntStream.range(0, 40)
                .mapToObj(i -> i % 2 + "," + (i % 3 == 0 ? "heads" : "tails"))
                .collect(Collectors.joining("\n", "x,y\n", "\n")));
    Cli.Result result = train(data, "y", "--overfit-batch");

    assertThat(result.code()).isEqualTo(1);
    assertThat(result.out())
        .startsWith("NOT PASSED: the loss of 32 rows went from ")
        .containsPattern("  - samples in lines \\d+ and \\d+ have the same features")
        .contains("nn lr-find");
  }

  @Test
  void findsALearningRateAndDrawsTheLoss() {
    Path svg = folder.resolve("rates.svg");
    Path png = folder.resolve("rates.png");
    Cli.Result result =
        Cli.ok(
            "lr-find",
            "--data",
            IRIS,
            "--target",
            "species",
            "--optimizer",
            "sgd(momentum=0.9)",
            "--threads",
            2,
            "--picture",
            svg,
            "--picture",
            png,
            "--terminal");

    assertThat(result.out())
        .contains("Loss over the learning rate", "learning rate")
        .containsPattern("suggested +\\S+, where the loss falls most steeply")
        .containsPattern("to use it +--optimizer \"sgd\\(lr=\\S+, momentum=0.9\\)");
    assertThat(svg).isNotEmptyFile();
    assertThat(png).isNotEmptyFile();
  }

  @Test
  void tellsTheSweepAsJson() {
    JsonNode json =
        Cli.ok(
                "lr-find",
                Cli.EXAMPLES.resolve("digits.yaml"),
                "--from",
                "1e-5",
                "--to",
                1,
                "--steps",
                50,
                "--terminal",
                "--json")
            .json();
    assertThat(json.path("suggested_rate").asDouble()).isBetween(1e-4, 0.5);
    assertThat(json.path("optimizer").asString()).matches("adam\\(lr=[0-9.]{3,7}\\)");
    assertThat(json.path("points").path(0).path(0).asDouble()).isEqualTo(1e-5);
    assertThat(json.path("points").path(0).size()).isEqualTo(3);
    assertThat(json.path("files")).isEmpty();
  }

  @Test
  void aSweepTellsItsResultThoughAPictureCannotBeWritten() throws IOException {
    assumeThat(Path.of("/dev/full")).exists();
    Path full = Files.createSymbolicLink(folder.resolve("full.svg"), Path.of("/dev/full"));
    Path svg = folder.resolve("rates.svg");
    Object[] words = {
      "lr-find", "--data", IRIS, "--target", "species", "--picture", full, "--picture", svg
    };
    Cli.Result told = Cli.run(words);

    String message = full + ": cannot be written: No space left on device";
    assertThat(told.code()).isEqualTo(1);
    assertThat(told.out())
        .containsPattern("suggested +\\S+, where the loss falls most steeply")
        .contains(svg.toString())
        .doesNotContain(full.toString());
    assertThat(told.err()).isEqualToIgnoringNewLines("nn: " + message);
    assertThat(svg).isNotEmptyFile();

    Cli.Result result = Cli.run(Stream.concat(Stream.of(words), Stream.of("--json")).toArray());
    assertThat(result.code()).isEqualTo(1);
    assertThat(result.json().path("suggested_rate").isNumber()).isTrue();
    assertThat(result.json().path("not_written"))
        .extracting(JsonNode::asString)
        .containsExactly(message);
    assertThat(result.json().path("files"))
        .extracting(JsonNode::asString)
        .containsExactly(svg.toString());
  }

  @Test
  void aSweepInWhichNothingFallsEndsWithOne() {
    Cli.Result result =
        Cli.run(
            "lr-find",
            "--data",
            IRIS,
            "--target",
            "species",
            "--from",
            "1e-12",
            "--to",
            "1e-11",
            "--terminal");
    assertThat(result.code()).isEqualTo(1);
    assertThat(result.out()).contains("no rate is suggested", "nn train --overfit-batch");
  }

  @ParameterizedTest
  @CsvSource({"--steps, 5, steps", "--from, 20, the first rate must be less", "--to, 0, to must"})
  void refusesASweepThatIsNone(String flag, String value, String part) {
    Cli.Result result =
        Cli.run("lr-find", "--data", IRIS, "--target", "species", flag, value, "--terminal");
    assertThat(result.code()).isEqualTo(2);
    assertThat(result.err()).contains(part);
  }

  @Test
  void theLogGoesToTheConsole() {
    assertThat(train(IRIS, "species", "--epochs", 1, "-v").err())
        .contains("nn: INFO KernelsSelector: kernels: ");
  }
}
