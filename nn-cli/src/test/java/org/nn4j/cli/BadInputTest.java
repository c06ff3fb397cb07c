package org.nn4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** Whatever is wrong with the input: one line, exit code 2, and no file written. */
class BadInputTest {
  private static final String IRIS = Cli.DATA.resolve("iris.csv").toString();

  @TempDir private Path folder;

  /** Runs train with a model path in the empty folder, on a CSV file of the given text. */
  private Cli.Result train(String csv, Object... more) {
    return trainOn(data(csv), more);
  }

  private Path data(String csv) {
    return Cli.write(folder.resolve("data.csv"), csv);
  }

  private Cli.Result trainOn(Path data, Object... more) {
    List<Object> args =
        new ArrayList<>(
            List.of(
                "train",
                "--data",
                data,
                "--target",
                "y",
                "--model",
                folder.resolve("out.safetensors")));
    args.addAll(List.of(more));
    return Cli.run(args.toArray());
  }

  private static String rows(int count, String... pattern) {
    StringBuilder text = new StringBuilder("x,y\n");
    IntStream.range(0, count).forEach(i -> text.append(pattern[i % pattern.length]).append('\n'));
    return text.toString();
  }

  private void assertRefused(Cli.Result result, String... parts) {
    assertThat(result.code()).as(result.toString()).isEqualTo(2);
    assertThat(result.out()).isEmpty();
    assertThat(result.err()).startsWith("nn: ").contains(parts);
    assertThat(result.err().lines()).as("one line").hasSize(1);
    assertThat(folder.resolve("out.safetensors")).doesNotExist();
  }

  static Stream<Arguments> badTables() {
    return Stream.of(
        Arguments.of("an empty file", "", "data.csv"),
        Arguments.of("a header alone", "x,y\n", "data.csv"),
        Arguments.of("a ragged row", "x,y\n1,a\n2,b,c\n3,a\n", "data.csv:3"),
        Arguments.of("a text among numbers", rows(9, "1,a", "2,b") + "oops,a\n", "data.csv:11:1"),
        Arguments.of("a signed NaN", rows(9, "1,a", "2,b") + "-nan,a\n", "data.csv:11:1"),
        Arguments.of("an infinite cell", rows(9, "1,a", "2,b") + "inf,a\n", "data.csv:11:1"),
        Arguments.of("one class only", rows(9, "1,a", "2,a"), "one class only"),
        Arguments.of("no feature", "y\n1\n2\n3\n1\n2\n3\n", "data.csv"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("badTables")
  void refusesATableWith(String what, String csv, String part) {
    assertRefused(train(csv), part);
  }

  @Test
  void refusesAMissingFile() {
    assertRefused(trainOn(folder.resolve("missing.csv")), "missing.csv");
  }

  @Test
  void refusesAFolderInPlaceOfData() {
    assertRefused(trainOn(folder), folder + ": is a folder, not a file; name a file in it");
  }

  @Test
  void refusesAnUnknownTarget() {
    assertRefused(
        Cli.run(
            "train",
            "--data",
            IRIS,
            "--target",
            "specie",
            "--model",
            folder.resolve("out.safetensors")),
        "specie",
        "species");
  }

  static Stream<Arguments> badFlags() {
    return Stream.of(
        Arguments.of("--loss", "categorical_crossentropy", "categorical_cross_entropy"),
        Arguments.of("--optimizer", "adma", "'adam'"),
        Arguments.of("--optimizer", "adam(lrr=1)", "lrr"),
        Arguments.of("--optimizer", "adam(lr=fast)", "lr"),
        Arguments.of("--optimizer", "adam(lr=-1)", "lr"),
        Arguments.of("--optimizer", "adam(lr=", "--optimizer"),
        Arguments.of("--layers", "16:rleu", "'relu'"),
        Arguments.of("--layers", "0:relu", "units must be a whole number"),
        Arguments.of("--layers", "-3:relu", "but are -3"),
        Arguments.of("--layers", "99999999999", "but are 99999999999"),
        Arguments.of("--layers", "16:", "an activation such as relu must follow"),
        Arguments.of("--layers", "dense(units=0)", "units"),
        Arguments.of("--schedule", "cosin", "'cosine'"),
        Arguments.of("--initializer", "glorot", "glorot_uniform"),
        Arguments.of("--metrics", "accuracyy", "'accuracy'"),
        Arguments.of("--metrics", "r2", "regression"),
        Arguments.of("--epochs", "0", "--epochs: must be a whole number ≥ 1"),
        Arguments.of("--epochs", "many", "'many'"),
        Arguments.of("--batch", "-3", "--batch"),
        Arguments.of("--seed", "1.5", "--seed"),
        Arguments.of("--validation", "1.5", "--validation"),
        Arguments.of("--precision", "float16", "float32, float64"),
        Arguments.of("--threads", "0", "--threads"),
        Arguments.of("--kernels", "warp", "scalar"),
        Arguments.of("--task", "regression", "species"),
        Arguments.of("--class-weight", "setosa=heavy", "--class-weight"),
        Arguments.of("--class-weight", "rose=2", "rose"),
        Arguments.of("--ignore", "petal", "petal"),
        Arguments.of("--output", "identity", "categorical_cross_entropy"),
        Arguments.of("--loss", "poison", "'poisson'"),
        Arguments.of("--sample-weight", "species", "column 'species' is the target"),
        Arguments.of("--validation", "0.001", "0 holds none out"),
        Arguments.of("--loss", "hinge(", "--loss"),
        Arguments.of("--plugins", "no/such/folder", "no/such/folder"),
        Arguments.of("--epoch", "3", "nn train has no flag --epoch; did you mean '--epochs'?"));
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("badFlags")
  void refusesAFlag(String flag, String value, String part) {
    assertRefused(
        Cli.run(
            "train",
            "--data",
            IRIS,
            "--target",
            "species",
            "--model",
            folder.resolve("out.safetensors"),
            flag,
            value),
        part);
  }

  static Stream<Arguments> unfitLosses() {
    return Stream.of(
        Arguments.of("iris", "species", "softmax_cross_entropy", "softmax", "must not end in"),
        Arguments.of(
            "breast_cancer",
            "diagnosis",
            "binary_cross_entropy_with_logits",
            "sigmoid",
            "applies sigmoid itself"),
        Arguments.of("breast_cancer", "diagnosis", "binary_cross_entropy", "softmax", "always 1"),
        Arguments.of("diabetes", "progression", "mse", "softmax", "always 1"),
        Arguments.of(
            "diabetes",
            "progression",
            "categorical_cross_entropy",
            "auto",
            "categorical_cross_entropy compares classes"),
        Arguments.of(
            "diabetes",
            "progression",
            "binary_cross_entropy",
            "auto",
            "must be a probability, in [0, 1]"));
  }

  @ParameterizedTest(name = "{0}: {2} with {3}")
  @MethodSource("unfitLosses")
  void refusesALossThatDoesNotFit(
      String data, String target, String loss, String output, String part) {
    assertRefused(
        Cli.run(
            "train",
            "--data",
            Cli.DATA.resolve(data + ".csv"),
            "--target",
            target,
            "--loss",
            loss,
            "--output",
            output,
            "--model",
            folder.resolve("out.safetensors")),
        part);
  }

  @Test
  void refusesTargetsThatAreNoneOrTwice() {
    Path data = data(rows(20, "1,a", "2,b"));
    assertRefused(Cli.run("train", "--data", data, "--target", ""), "at least one column");
    assertRefused(Cli.run("train", "--data", data, "--target", "y,y"), "each once");
  }

  @Test
  void refusesClassesTooRareToTrainOn() {
    StringBuilder csv = new StringBuilder("x,y\n");
    IntStream.range(0, 50).forEach(i -> csv.append(i).append(",id").append(i).append('\n'));
    assertRefused(train(csv.toString()), "data.csv", "50 classes in 50 rows");
  }

  @Test
  void refusesSettingsThatACheckOfAModelHasNoUseFor() {
    Path model = folder.resolve("m.safetensors");
    Cli.ok("train", "--data", IRIS, "--target", "species", "--epochs", 1, "--model", model);

    Cli.ok("gradcheck", "--model", model, "--data", IRIS, "--seed", 2);
    assertRefused(
        Cli.run("gradcheck", "--model", model, "--data", IRIS, "--layers", "3:tanh"),
        "--layers: the model tells this");
  }

  @Test
  void showsControlCharactersAsText() {
    assertRefused(trainOn(folder.resolve("\u001b[31m.csv")), "\\u001b[31m.csv");
  }

  private Cli.Result trainInto(Path model, String csv) {
    return Cli.run("train", "--data", data(csv), "--target", "y", "--model", model);
  }

  @Test
  void refusesToWriteTheModelWhereItCannot() {
    String csv = rows(20, "1,a", "2,b");

    assertRefused(trainInto(folder, csv), "it is a folder");
    assertRefused(trainInto(folder.resolve("no/such/m.safetensors"), csv), "does not exist");
  }

  @Test
  void neverOverwritesTheDataOrAForeignFile() {
    String csv = rows(20, "1,a", "2,b");
    Path data = folder.resolve("data.csv");

    assertRefused(trainInto(data, csv), "is the file of --data, which is being read; name another");
    Path foreign = Cli.write(folder.resolve("foreign.txt"), "keep me");
    assertRefused(trainInto(foreign, csv), "not an nn4j model");
    assertThat(foreign).hasContent("keep me");
    assertThat(foreign.toFile().delete()).isTrue();

    assertThat(data).hasContent(csv);
    assertThat(folder.toFile().list()).containsExactly("data.csv");
  }

  @Test
  void refusesAFlagGivenTwice() {
    assertRefused(train(rows(20, "1,a", "2,b"), "--epochs", 1, "--epochs", 2), "2 times");
  }

  @Test
  void leavesTheOldModelAloneWhenTrainingFails() throws IOException {
    Path model = folder.resolve("iris.safetensors");
    Cli.ok("train", "--data", IRIS, "--target", "species", "--epochs", 1, "--model", model);
    byte[] before = Files.readAllBytes(model);

    Cli.Result result =
        Cli.run(
            "train",
            "--data",
            IRIS,
            "--target",
            "species",
            "--model",
            model,
            "--optimizer",
            "sgd(lr=1e30)",
            "--loss",
            "mse",
            "--output",
            "identity");

    assertThat(result.code()).isEqualTo(1);
    assertThat(Files.readAllBytes(model)).isEqualTo(before);
  }

  @Test
  void refusesModelsThatAreNone() throws IOException {
    Path model = folder.resolve("m.safetensors");
    Cli.ok("train", "--data", IRIS, "--target", "species", "--epochs", 1, "--model", model);
    byte[] good = Files.readAllBytes(model);
    Path truncated = folder.resolve("truncated.safetensors");
    Files.write(truncated, Arrays.copyOf(good, good.length / 2));
    Path foreign = Cli.write(folder.resolve("foreign.safetensors"), "hello, world, this is text");

    for (Path bad : List.of(truncated, foreign, folder, folder.resolve("missing.safetensors"))) {
      assertRefused(
          Cli.run("evaluate", "--model", bad, "--data", IRIS), bad.getFileName().toString());
      assertRefused(
          Cli.run("predict", "--model", bad, "--data", IRIS), bad.getFileName().toString());
      assertRefused(Cli.run("inspect", bad), bad.getFileName().toString());
    }
  }

  @Test
  void saysWhatIsSomethingElseWhereverItIsNamed() throws IOException {
    Path model = folder.resolve("m.safetensors");
    Cli.ok("train", "--data", IRIS, "--target", "species", "--epochs", 1, "--model", model);
    Path pointer = folder.resolve("pointer.safetensors");
    Cli.write(pointer, "version https://git-lfs.github.com/spec/v1\noid sha256:1\nsize 12345\n");
    Path archive = Files.write(folder.resolve("data.csv"), new byte[] {'P', 'K', 3, 4, 20, 0});
    String way = "; git lfs pull fetches the file";

    for (Object[] words :
        List.<Object[]>of(
            new Object[] {"predict", "--data", IRIS, "--model", pointer},
            new Object[] {"evaluate", "--data", IRIS, "--model", pointer},
            new Object[] {"inspect", pointer},
            new Object[] {"train", "--data", IRIS, "--target", "species", "--resume", pointer})) {
      assertRefused(Cli.run(words), pointer + ": is a Git LFS pointer, not a model" + way);
    }
    for (Object[] words :
        List.<Object[]>of(
            new Object[] {"train", "--target", "species", "--data", archive},
            new Object[] {"train", "--target", "species", "--data", IRIS, "--test", archive},
            new Object[] {"predict", "--model", model, "--data", archive},
            new Object[] {"crossval", "--target", "species", "--data", archive})) {
      assertRefused(Cli.run(words), archive + ": is a ZIP archive, not a table in text; unpack");
    }
    assertRefused(
        Cli.run("predict", "--model", model, "--data", model), "is a safetensors file, as models");
    assertRefused(
        Cli.run("predict", "--model", IRIS, "--data", IRIS), "it is text that starts with 'sepal");
  }

  @Test
  void refusesDataThatDoNotFitTheModel() {
    Path model = folder.resolve("m.safetensors");
    Cli.ok("train", "--data", IRIS, "--target", "species", "--epochs", 1, "--model", model);
    String wine = Cli.DATA.resolve("wine.csv").toString();

    assertRefused(Cli.run("evaluate", "--model", model, "--data", wine), "wine.csv", "columns");
    assertRefused(
        Cli.run("predict", "--model", model, "--data", wine),
        "wine.csv: none of the columns needed is there: sepal_length, sepal_width",
        "the columns are alcohol, malic_acid");
  }

  @Test
  void refusesAnOutputThatCannotBeWritten() throws IOException {
    Path model = folder.resolve("m.safetensors");
    Cli.ok("train", "--data", IRIS, "--target", "species", "--epochs", 1, "--model", model);
    byte[] before = Files.readAllBytes(model);

    assertRefused(
        Cli.run("predict", "--model", model, "--data", IRIS, "--output", folder), "folder");
    assertRefused(
        Cli.run("predict", "--model", model, "--data", IRIS, "--output", model), "--output");
    assertRefused(
        Cli.run("predict", "--model", model, "--data", IRIS, "--output", ""), "must be a path");

    assertThat(Files.readAllBytes(model)).isEqualTo(before);
  }

  @Test
  void refusesUnknownVerbsWithNearOnes() {
    assertRefused(Cli.run("trian"), "'train'", "nn --help");
    assertRefused(Cli.run("plugins", "shwo"), "'show'");
    assertRefused(Cli.run("train", "--lss", "mse"), "--lss", "nn train --help");
    assertRefused(Cli.run("evaluate", "--modle", "x"), "has no flag --modle", "'--model'");
    assertRefused(Cli.run("doctor", "foo"), "nn doctor has no use for 'foo'.");
    String file = Cli.write(folder.resolve("b.csv"), "x,y\n1,2\n").toString();
    assertRefused(
        Cli.run("evaluate", "--model", "m", "--data", "a.csv", file),
        "has no use for '" + file + "'. A pattern of files stands in quotes");
    assertRefused(Cli.run("help", "foo"), "there is no 'nn foo'. See nn --help.");
  }

  @Test
  void saysWhatIsMissing() {
    assertRefused(Cli.run("train"), "--data");
    assertRefused(Cli.run("train", "--data", IRIS), "--target");
  }

  @Test
  void tellsErrorsAsJson() {
    Cli.Result result = train("x,y\n1,a\n2,b,c\n3,a\n", "--json");

    assertThat(result.code()).isEqualTo(2);
    assertThat(result.err()).isEmpty();
    JsonNode error = result.json().path("error");
    assertThat(error.path("message").asString()).contains("data.csv:3");
    assertThat(error.path("file").asString()).endsWith("data.csv");
    assertThat(error.path("line").asInt()).isEqualTo(3);
    assertThat(Cli.run("nonsense", "--json").json().path("error").has("line")).isFalse();
  }

  @Test
  void showsAStackTraceOnRequestOnly() {
    assertThat(train("x,y\n", "--stacktrace").err()).contains("\tat org.nn4j");
  }

  @Test
  void stopsWhereTrainingDiverges() {
    List<Object> args =
        List.of(
            "train",
            "--data",
            Cli.DATA.resolve("diabetes.csv"),
            "--target",
            "progression",
            "--optimizer",
            "sgd(lr=1e6)",
            "--model",
            folder.resolve("out.safetensors"));

    Cli.Result result = Cli.run(args.toArray());
    List<Object> json = new ArrayList<>(args);
    json.add("--json");
    JsonNode error = Cli.run(json.toArray()).json().path("error");

    assertThat(result.code()).isEqualTo(1);
    assertThat(result.err()).containsPattern("diverged in epoch \\d+, batch \\d+");
    assertThat(result.err()).containsPattern("layers\\.\\d \\(dense\\), phase \\w+");
    assertThat(error.propertyNames())
        .containsExactly("message", "epoch", "batch", "layer", "phase", "lines", "tensor");
    assertThat(folder).isEmptyDirectory();
  }

  @ParameterizedTest
  @CsvSource({"parquet, a Parquet file", "sql, an SQL query", "duckdb, a DuckDB database"})
  void dataThatNeedAPluginSayWhich(String ending, String what) {
    Path data = Cli.write(folder.resolve("data." + ending), "SELECT 1 AS y");
    assertRefused(
        trainOn(data),
        data + ": is " + what + ", which needs the plug-in nn-duckdb",
        "~/.nn4j/plugins");
  }
}
