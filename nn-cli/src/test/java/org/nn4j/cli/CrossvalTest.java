package org.nn4j.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.IntPredicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.nn4j.core.crossval.CrossValidationResult.Summary;
import tools.jackson.databind.JsonNode;

class CrossvalTest {
  private static final Path IRIS = Cli.DATA.resolve("iris.csv");

  @TempDir private Path folder;

  private static Object[] crossval(Object data, String target, Object... more) {
    List<Object> args = new ArrayList<>(List.of("crossval", "--data", data, "--target", target));
    args.addAll(Arrays.asList(more));
    return args.toArray();
  }

  private static Object[] iris(Object... more) {
    return Stream.concat(
            Arrays.stream(crossval(IRIS, "species", "--epochs", 20)), Arrays.stream(more))
        .toArray();
  }

  private static double[] scores(JsonNode document, String metric) {
    List<Double> values = new ArrayList<>();
    for (JsonNode fold : document.path("scores")) {
      values.add(fold.path("metrics").path(metric).asDouble());
    }
    return values.stream().mapToDouble(Double::doubleValue).toArray();
  }

  @Test
  void reportsEachFoldWithMeanAndDeviation() {
    JsonNode result = Cli.ok(iris("--json", "--seed", 3)).json();

    assertThat(result.propertyNames())
        .containsExactly(
            "task",
            "samples",
            "folds",
            "repeats",
            "division",
            "chosen_by",
            "metrics",
            "scores",
            "confusion_matrix",
            "labels",
            "seconds",
            "kernels",
            "jdk",
            "parameters",
            "folds_sha256",
            "provenance");
    assertThat(result.path("division").asString()).isEqualTo("5 folds of 150 rows, stratified");
    double[] accuracies = scores(result, "accuracy");
    double mean = Arrays.stream(accuracies).average().orElseThrow();
    double deviation =
        Math.sqrt(Arrays.stream(accuracies).map(x -> (x - mean) * (x - mean)).sum() / 4);
    JsonNode summary = result.path("metrics").path("accuracy");
    assertThat(accuracies).hasSize(5);
    assertThat(mean).isGreaterThan(0.8);
    assertThat(summary.path("mean").asDouble()).isCloseTo(mean, within(1e-12));
    assertThat(summary.path("deviation").asDouble()).isCloseTo(deviation, within(1e-12));
    assertThat(summary.path("standard_error").asDouble())
        .isCloseTo(deviation / Math.sqrt(5), within(1e-12));
    assertThat(result.path("metrics").propertyNames())
        .containsExactly("accuracy", "f1", "mcc", "loss");
    int diagonal = 0;
    for (int k = 0; k < 3; k++) {
      diagonal += result.path("confusion_matrix").path(k).path(k).asInt();
    }
    assertThat(diagonal / 150.0).isCloseTo(mean, within(1e-12));
  }

  @Test
  void printsATable() {
    Cli.Result result = Cli.ok(iris("--folds", 3, "--repeats", 2));

    assertThat(result.out())
        .contains("division  3 folds of 150 rows, stratified, repeated 2 times")
        .containsPattern(
            "fold +rows +accuracy +f1 \\(macro\\) +mcc +loss\n1\\.1 +50 +[01]\\.\\d{4} ")
        .containsPattern("\n2\\.3 +50 ")
        .containsPattern("\nmean +[01]\\.\\d{4} ")
        .containsPattern("\n± standard deviation +0\\.\\d{4} ")
        .containsPattern("\nstandard error +0\\.\\d{4} ")
        .contains("all folds together", "actual \\ predicted");
    assertThat(result.err().lines()).as("a line a fold").hasSize(6);
    assertThat(result.err()).contains("fold 2.3 of 3  accuracy ");
  }

  @Test
  void predictionsLineUpWithTheRows() throws IOException {
    Path file = folder.resolve("predictions.csv");
    JsonNode result =
        Cli.ok(iris("--folds", 4, "--repeats", 2, "--json", "--predictions", file)).json();

    List<String> lines = Files.readAllLines(file);
    List<String> data = Files.readAllLines(IRIS);
    assertThat(lines.get(0))
        .isEqualTo(
            "row,repeat,fold,actual,prediction,probability_setosa,probability_versicolor,"
                + "probability_virginica");
    assertThat(lines).hasSize(301);
    int[][] right = new int[3][5];
    int[][] held = new int[3][5];
    for (int i = 1; i < lines.size(); i++) {
      String[] cells = lines.get(i).split(",");
      int row = (i - 1) % 150 + 1;
      int repeat = (i - 1) / 150 + 1;
      int fold = Integer.parseInt(cells[2]);
      assertThat(cells).startsWith("" + row, "" + repeat);
      assertThat(data.get(row)).endsWith("," + cells[3]);
      held[repeat][fold]++;
      right[repeat][fold] += cells[3].equals(cells[4]) ? 1 : 0;
    }
    double[] accuracies = scores(result, "accuracy");
    for (int i = 0; i < 8; i++) {
      int repeat = 1 + i / 4;
      int fold = 1 + i % 4;
      assertThat((double) right[repeat][fold] / held[repeat][fold])
          .isCloseTo(accuracies[i], within(1e-12));
    }
  }

  @Test
  void anyNumberOfThreadsGivesTheSameBytesAndASeedOthers() {
    Object[] layers = {"--layers", "96:tanh,64:relu", "--batch", "full", "--folds", 2};
    List<String> results = new ArrayList<>();
    for (Object threads : List.of(1, 2, 5)) {
      results.add(
          Cli.ok(
                  iris(
                      Stream.concat(
                              Arrays.stream(layers), Stream.of("--threads", threads, "--json"))
                          .toArray()))
              .json()
              .path("scores")
              .toString());
    }
    assertThat(results).containsOnly(results.get(0));
    assertThat(Cli.ok(iris("--json", "--seed", 9, "--folds", 2)).json().path("scores").toString())
        .isNotEqualTo(results.get(0));
  }

  @Test
  void foldsAndTrainingAreThoseOfNnTrainOnTheSameRows() throws IOException {
    // The rows of fold 2, and the others as they would be given to nn train.
    List<String> data = Files.readAllLines(IRIS);
    String folds =
        "fold\n"
            + IntStream.range(0, 150).mapToObj(i -> i % 3 + "\n").collect(Collectors.joining());
    Path foldFile = Cli.write(folder.resolve("folds.csv"), folds);
    Path train = part(data, i -> i % 3 != 1, "train.csv");
    Path test = part(data, i -> i % 3 == 1, "test.csv");

    JsonNode crossed = Cli.ok(iris("--fold-file", foldFile, "--json", "--seed", 2)).json();
    JsonNode trained =
        Cli.ok(
                "train",
                "--data",
                train,
                "--target",
                "species",
                "--epochs",
                20,
                "--seed",
                2,
                "--validation",
                0,
                "--test",
                test,
                "--json",
                "--model",
                folder.resolve("m"))
            .json();

    assertThat(crossed.path("scores").path(1).path("metrics")).isEqualTo(trained.path("metrics"));
    assertThat(crossed.path("division").asString())
        .isEqualTo("3 folds of 150 rows, as given by folds.csv");
  }

  private Path part(List<String> data, IntPredicate in, String name) {
    return Cli.write(
        folder.resolve(name),
        data.get(0)
            + "\n"
            + IntStream.range(0, 150)
                .filter(in)
                .mapToObj(i -> data.get(i + 1) + "\n")
                .collect(Collectors.joining()));
  }

  @Test
  void whatTrainPrintsIsCrossValidatedAsTheFlagsAre() {
    Object[] fast = {"--data", IRIS, "--target", "species", "--preset", "fast", "--epochs", 5};
    Object[] flags = Stream.concat(Stream.of("crossval", "--json"), Stream.of(fast)).toArray();
    Object[] print = Stream.concat(Stream.of("train", "--print-config"), Stream.of(fast)).toArray();
    Path printed = Cli.write(folder.resolve("printed.yaml"), Cli.ok(print).out());

    JsonNode folds = Cli.ok(flags).json();

    assertThat(scores(folds, "accuracy")).hasSize(5);
    assertThat(Cli.ok("crossval", "--json", printed).json().path("scores"))
        .isEqualTo(folds.path("scores"));
  }

  @Test
  void networksOfAnEnsembleWatchRowsOfTheirOwnInEachFold() {
    Object[] ensemble = {"--json", "--ensemble", 2, "--folds", 2, "--early-stopping"};
    Object[] watching = Stream.concat(Stream.of(ensemble), Stream.of("validation_loss")).toArray();

    JsonNode result = Cli.ok(iris(watching)).json();

    assertThat(scores(result, "accuracy")).hasSize(2);
    assertThat(result.path("provenance").path("validation").asDouble()).isZero();
  }

  @Test
  void probabilitiesAreCalibratedOnRowsSetApartInEachFold() {
    JsonNode plain = Cli.ok(iris("--json", "--folds", 3)).json();
    JsonNode calibrated = Cli.ok(iris("--json", "--folds", 3, "--calibrate")).json();

    assertThat(plain.path("provenance").path("validation").asDouble()).isZero();
    assertThat(calibrated.path("provenance").path("validation").asDouble()).isEqualTo(0.2);
    assertThat(calibrated.path("scores")).isNotEqualTo(plain.path("scores"));
  }

  /** Fifty patients with four equal visits each, and an illness that has to do with nothing. */
  @Test
  void noNetworkOfAnEnsembleWatchesAPatientThatItLearns() {
    Random random = new Random(4);
    StringBuilder csv = new StringBuilder("patient,x1,x2,x3,x4,ill\n");
    for (int patient = 0; patient < 50; patient++) {
      String row = "p" + patient;
      for (int column = 0; column < 4; column++) {
        row += "," + random.nextGaussian();
      }
      csv.append((row + (random.nextBoolean() ? ",yes\n" : ",no\n")).repeat(4));
    }
    Path data = Cli.write(folder.resolve("patients.csv"), csv.toString());
    Object[] ensemble = {
      "--json",
      "--group-column",
      "patient",
      "--ensemble",
      5,
      "--layers",
      "64:relu",
      "--epochs",
      60,
      "--optimizer",
      "adam(lr=0.01)",
      "--metrics",
      "log_loss"
    };

    JsonNode result = Cli.ok(crossval(data, "ill", ensemble)).json();

    // A network that knows a patient is sure, and right; with weights by such rows it is sure of
    // all others too.
    assertThat(result.path("metrics").path("log_loss").path("mean").asDouble()).isLessThan(0.8);
  }

  /** 30 patients with two visits each; the number of the patient would give the class away. */
  private Path visits() {
    StringBuilder csv = new StringBuilder("patient,x,fold,ill\n");
    for (int i = 0; i < 60; i++) {
      int patient = i / 2;
      csv.append("p").append(patient).append(',').append(patient * 7 % 30).append(',');
      csv.append(i % 4).append(',').append(patient % 3 == 0 ? "yes" : "no").append('\n');
    }
    return Cli.write(folder.resolve("visits.csv"), csv.toString());
  }

  @Test
  void groupsStayInOneFoldAndAreNoFeature() throws IOException {
    Path file = folder.resolve("predictions.csv");
    String out =
        Cli.ok(
                crossval(
                    visits(),
                    "ill",
                    "--group-column",
                    "patient",
                    "--ignore",
                    "fold",
                    "--epochs",
                    2,
                    "--predictions",
                    file))
            .out();

    assertThat(out).contains("60 rows, 1 input", "grouped by patient, stratified");
    List<String> lines = Files.readAllLines(file);
    for (int i = 1; i < lines.size(); i += 2) {
      assertThat(lines.get(i).split(",")[2]).isEqualTo(lines.get(i + 1).split(",")[2]);
    }
  }

  @Test
  void aColumnTellsTheFoldsAndIsNoFeature() throws IOException {
    Path file = folder.resolve("predictions.csv");
    String out =
        Cli.ok(
                crossval(
                    visits(),
                    "ill",
                    "--fold-column",
                    "fold",
                    "--ignore",
                    "patient",
                    "--epochs",
                    2,
                    "--predictions",
                    file))
            .out();

    assertThat(out).contains("60 rows, 1 input", "4 folds of 60 rows, as given by column fold");
    List<String> lines = Files.readAllLines(file);
    for (int i = 1; i < lines.size(); i++) {
      assertThat(lines.get(i).split(",")[2]).isEqualTo("" + ((i - 1) % 4 + 1));
    }
  }

  @Test
  void setsRowsApartOnlyForWhatLooksAtThem() {
    String loss = scores(Cli.ok(iris("--json", "--validation", 0.3)).json());
    assertThat(loss).isEqualTo(scores(Cli.ok(iris("--json")).json()));
    assertThat(scores(Cli.ok(iris("--json", "--early-stopping", "validation_loss")).json()))
        .isNotEqualTo(loss);
    assertThat(scores(Cli.ok(iris("--json", "--schedule", "reduce_on_plateau")).json()))
        .isNotEqualTo(loss);
  }

  private static String scores(JsonNode document) {
    return document.path("scores").toString();
  }

  @Test
  void crossValidatesARegressionOfSeveralValues() throws IOException {
    StringBuilder csv = new StringBuilder("x,a,b\n");
    for (int i = 0; i < 40; i++) {
      csv.append(i).append(',').append(i * 3.5 - 7).append(',').append(100 - i).append('\n');
    }
    Path data = Cli.write(folder.resolve("lines.csv"), csv.toString());
    Path file = folder.resolve("predictions.csv");

    JsonNode result = Cli.ok(crossval(data, "a,b", "--json", "--predictions", file)).json();

    assertThat(result.path("metrics").path("r2").path("mean").asDouble()).isGreaterThan(0.9);
    assertThat(result.path("division").asString()).isEqualTo("5 folds of 40 rows, at random");
    assertThat(result.has("confusion_matrix")).isFalse();
    List<String> lines = Files.readAllLines(file);
    assertThat(lines.get(0))
        .isEqualTo("row,repeat,fold,actual_a,actual_b,prediction_a,prediction_b");
    assertThat(lines.get(11)).startsWith("11,1,").contains(",28,90,");
  }

  static Stream<Arguments> faults() {
    return Stream.of(
        Arguments.of("--folds: 1", List.of("--folds", 1), "must be 2 to the number of rows, 150"),
        Arguments.of("rare", List.of("--folds", 60), "class 'setosa' has 50 rows, fewer than the"),
        Arguments.of("no repeat", List.of("--repeats", 0), "--repeats: must be a whole number"),
        Arguments.of("no column", List.of("--group-column", "patient"), "no column 'patient'"),
        Arguments.of(
            "target", List.of("--group-column", "species"), "is the target or the sample weight"),
        Arguments.of(
            "both", List.of("--fold-column", "f", "--folds", 3), "--fold-column tells the folds"),
        Arguments.of("model", List.of("--model", "m"), "keeps no model of its folds; leave it out"),
        Arguments.of("resume", List.of("--resume", "m"), "--resume: nn crossval keeps no"),
        Arguments.of(
            "regression",
            List.of("--stratify", "--task", "regression", "--target", "petal_width"),
            "--stratify: spreads classes evenly, but the task is regression"),
        Arguments.of(
            "no folder", List.of("--predictions", "no/such.csv"), "its folder, does not exist"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("faults")
  void refuses(String name, List<Object> flags, String message) {
    List<Object> args = new ArrayList<>(List.of("crossval", "--data", IRIS));
    if (!flags.contains("--target")) {
      args.addAll(List.of("--target", "species"));
    }
    args.addAll(flags);

    Cli.Result result = Cli.run(args.toArray());

    assertThat(result.code()).as(result.err()).isEqualTo(2);
    assertThat(result.out()).isEmpty();
    assertThat(result.err()).startsWith("nn: ").contains(message).hasLineCount(1);
  }

  @Test
  void groupsStayWholeAmongTheRowsThatWatchTrainingToo() {
    Object[] watched = {"--folds", 2, "--early-stopping", "validation_loss", "--group-column"};
    List<Object> enough = new ArrayList<>(List.of(crossval(visits(), "ill", watched)));
    enough.addAll(List.of("fold", "--ignore", "patient"));
    assertThat(Cli.run(enough.toArray()).code()).isZero();

    Path two = folder.resolve("two.csv");
    Cli.write(two, "g,x,y\n" + "a,1,1.5\nb,2,2.5\n".repeat(10));
    List<Object> alone = new ArrayList<>(List.of(crossval(two, "y", watched)));
    alone.add("g");
    Cli.Result result = Cli.run(alone.toArray());
    assertThat(result.code()).isEqualTo(2);
    assertThat(result.err()).startsWith("nn: split: rows of one group alone cannot be divided");
  }

  @Test
  void refusesFewerGroupsThanFoldsAndFoldsOfOtherRows() {
    assertThat(Cli.run(crossval(visits(), "ill", "--group-column", "fold", "--folds", 5)).err())
        .contains("4 groups cannot be divided among 5 folds");
    Path folds = Cli.write(folder.resolve("folds.csv"), "fold\n1\n2\n");
    assertThat(Cli.run(iris("--fold-file", folds)).err())
        .contains("folds.csv: tells the folds of 2 rows, but the data have 150");
    assertThat(Cli.run(iris("--fold-file", folds, "--fold-column", "fodl")).err())
        .contains("no column 'fodl'", "fold");
  }

  /** The folds and both columns of numbers are those of docs/crossval.md. */
  @ParameterizedTest
  @CsvSource({"iris, species", "wine, cultivar", "breast_cancer, diagnosis", "digits, digit"})
  void defaultsDoAsWellAsThoseOfScikitLearnOnTheSameFolds(String name, String target)
      throws IOException {
    Path documents = Path.of("..", "docs", "crossval");
    List<String[]> documented =
        Files.readAllLines(documents.resolve("results.csv")).stream()
            .map(line -> line.split(","))
            .filter(cells -> cells[0].equals(name))
            .toList();

    double[] measured =
        scores(
            Cli.ok(
                    crossval(
                        Cli.DATA.resolve(name + ".csv"),
                        target,
                        "--fold-file",
                        documents.resolve("folds").resolve(name + ".csv"),
                        "--json"))
                .json(),
            "accuracy");

    assertThat(measured).hasSize(5);
    for (int fold = 0; fold < 5; fold++) {
      assertThat(measured[fold])
          .isCloseTo(Double.parseDouble(documented.get(fold)[5]), within(6e-5));
    }
    Summary peer =
        Summary.of(documented.stream().mapToDouble(c -> Double.parseDouble(c[3])).toArray());
    assertThat(Summary.of(measured).mean()).isGreaterThan(peer.mean() - peer.standardError());
  }

  @Test
  void aDivergenceIsTold() {
    Cli.Result result = Cli.run(iris("--optimizer", "sgd(lr=1e30)"));

    assertThat(result.code()).isEqualTo(1);
    assertThat(result.err()).contains("diverged");
  }
}
