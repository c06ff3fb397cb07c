package org.nn4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Columns by name, chosen, empty, constant, of labels that are alike, of unknown labels. */
class ColumnsTest {
  @TempDir private Path folder;

  private Path data(String header, int rows, IntFunction<String> row) {
    return data("data.csv", header, rows, row);
  }

  private Path data(String name, String header, int rows, IntFunction<String> row) {
    return Cli.write(
        folder.resolve(name),
        IntStream.range(0, rows)
            .mapToObj(row)
            .collect(Collectors.joining("\n", header + "\n", "\n")));
  }

  private Object[] train(Path data, String target, Object... more) {
    List<Object> args =
        new ArrayList<>(
            List.of(
                "train", "--data", data, "--target", target, "--epochs", 1, "--model", model()));
    args.addAll(List.of(more));
    return args.toArray();
  }

  private Path model() {
    return folder.resolve("model.safetensors");
  }

  private List<String> features(Path data, String target, Object... more) {
    Cli.ok(train(data, target, more));
    return inputs();
  }

  private List<String> inputs() {
    List<String> inputs = new ArrayList<>();
    for (JsonNode step :
        Cli.ok("inspect", model(), "--json").json().at("/preprocessing/features")) {
      inputs.add(step.get("column").asString());
    }
    return inputs;
  }

  private static String label(int i) {
    return i % 2 == 0 ? "no" : "yes";
  }

  private Path commas() {
    return data(
        "\"price, EUR\",\"size, m²\",\"kind, coarse\"",
        30,
        i -> i * 7 % 11 + "," + i % 5 + "," + label(i));
  }

  @ParameterizedTest
  @ValueSource(strings = {"label", "Label", " label\u00a0"})
  void aColumnIsFoundThoughBlanksOrCaseDiffer(String written) {
    Path data = data("age,income,label\u00a0 ", 40, i -> i % 7 + "," + i % 3 + "," + label(i));
    assertThat(features(data, written)).containsExactly("age", "income");
  }

  @Test
  void whatIsTakenForAColumnIsTold() {
    Path data = data("age,Label", 40, i -> i % 7 + "," + label(i));
    assertThat(Cli.ok(train(data, "label")).err())
        .contains("nn: there is no column 'label'; 'Label' is taken for it");
  }

  @Test
  void aNameThatMayMeanTwoColumnsIsRefused() {
    Path data = data("AGE,Age,y", 40, i -> i % 7 + "," + i % 3 + "," + label(i));
    assertThat(Cli.run(train(data, "y", "--ignore", "age")).err())
        .contains("nn: --ignore: no column 'age'; did you mean", "The columns are AGE, Age, y.");
  }

  @Test
  void theModelIsAppliedToAFileWhoseColumnsAreWrittenOtherwise() {
    Path data = data("age,kind,y", 40, i -> i % 7 + ",k" + i % 3 + "," + label(i));
    Cli.ok(train(data, "y"));
    Path other =
        data(
            "new.csv",
            "other,KIND\u00a0,Age,Y",
            40,
            i -> "x,k" + i % 3 + "," + i % 7 + "," + label(i));
    Cli.Result result = Cli.ok("predict", "--model", model(), "--data", other);
    assertThat(result.err())
        .contains("'Age' is taken for it", "'KIND' is taken for it", "no column 'kind'");
    assertThat(result.out()).isEqualTo(Cli.ok("predict", "--model", model(), "--data", data).out());
    assertThat(Cli.ok("evaluate", "--model", model(), "--data", other).err())
        .contains("'Y' is taken for it");
  }

  @Test
  void namesWithCommasAreNames() {
    assertThat(features(commas(), "kind, coarse")).containsExactly("price, EUR", "size, m²");
    assertThat(features(commas(), "kind, coarse", "--ignore", "price, EUR"))
        .containsExactly("size, m²");
    assertThat(features(commas(), "kind, coarse", "--features", "size, m²,price, EUR"))
        .containsExactly("size, m²", "price, EUR");
    assertThat(features(commas(), "\"kind, coarse\"", "--features", "\"size, m²\",\"price, EUR\""))
        .containsExactly("size, m²", "price, EUR");
  }

  @Test
  void namesWithCommasAreNamesInYamlToo() {
    Path data = commas();
    Path yaml =
        Cli.write(
            folder.resolve("c.yaml"),
            "data: data.csv\ntarget: kind, coarse\nignore: ['\"price, EUR\"']\nepochs: 1\n");
    JsonNode printed = Cli.ok("train", yaml, "--print-config", "--json").json();
    assertThat(printed.get("target").toString()).isEqualTo("[\"kind, coarse\"]");
    assertThat(printed.get("ignore").toString()).isEqualTo("[\"price, EUR\"]");
    Path again = Cli.write(folder.resolve("d.yaml"), Cli.ok("train", yaml, "--print-config").out());
    assertThat(Cli.ok("train", again, "--print-config").out())
        .isEqualTo(Cli.ok("train", yaml, "--print-config").out());
    assertThat(data).exists();
  }

  @Test
  void aWholeNameComesBeforeTheListItWouldMake() {
    Path data = data("a,b,\"a,b\",y", 30, i -> i % 3 + "," + i % 4 + "," + i % 5 + "," + label(i));
    assertThat(features(data, "y", "--ignore", "a,b")).containsExactly("a", "b");
    assertThat(features(data, "y", "--ignore", "a", "--ignore", "b")).containsExactly("a,b");
    assertThat(features(data, "y", "--ignore", "\"a\",\"b\"")).containsExactly("a,b");
  }

  @Test
  void weightsOfClassesWhoseLabelsHoldCommas() {
    Path data = data("x,y", 30, i -> i % 7 + "," + (i % 3 == 0 ? "\"a,b\"" : "c"));
    assertThat(Cli.ok(train(data, "y", "--class-weight", "\"a,b\"=2,C=1")).err())
        .contains("the weight of class 'C' is that of 'c'");
    assertThat(Cli.run(train(data, "y", "--class-weight", "\"a,d\"=2")).err())
        .contains("a weight is given to class 'a,d', which is none of the classes a,b, c");
  }

  @ParameterizedTest
  @CsvSource({
    "--ignore,b,column 'b' is left out by --ignore",
    "--target,b,column 'b' is the column to predict",
    "--sample-weight,b,column 'b' is the sample weight",
    "--ignore,y,column 'y' is the column to predict"
  })
  void aColumnHasOneUse(String flag, String column, String message) {
    Path data = data("a,b,y", 30, i -> i % 3 + "," + i % 4 + "," + label(i));
    Object[] args =
        flag.equals("--target")
            ? train(data, column, "--features", "a,b")
            : train(data, "y", "--features", "a,b", flag, column);
    Cli.Result result = Cli.run(args);
    assertThat(result.code()).isEqualTo(2);
    assertThat(result.err()).contains(message).hasLineCount(1);
  }

  @Test
  void chosenColumnsAreAllThatIsReadInEveryVerb() {
    // "bad" could not be read: a stray text among numbers.
    Path data =
        data(
            "a,bad,b,y",
            40,
            i -> i % 3 + "," + (i == 20 ? "oops" : i) + "," + i % 4 + "," + label(i));
    assertThat(features(data, "y", "--features", "b,a")).containsExactly("b", "a");
    assertThat(features(data, "y", "--features", "b,a", "--memory-budget", "1", "--cache", folder))
        .containsExactly("b", "a");
    Object[] settings = {"--data", data, "--target", "y", "--features", "a", "--epochs", 1};
    for (String verb : List.of("crossval", "gradcheck", "lr-find")) {
      List<Object> args = new ArrayList<>(List.of(verb));
      args.addAll(List.of(settings));
      if (verb.equals("lr-find")) {
        args.addAll(List.of("--picture", folder.resolve("rate.svg")));
      }
      assertThat(Cli.run(args.toArray()).code()).as(verb).isNotEqualTo(2); // wrong input
    }
    Path search =
        Cli.write(
            folder.resolve("s.yaml"),
            "data: data.csv\ntarget: y\nepochs: 1\nfeatures: {choice: [\"a\", \"a,b\"]}\n");
    JsonNode found =
        Cli.ok(
                "search",
                search,
                "--method",
                "grid",
                "--json",
                "--results",
                folder.resolve("r.jsonl"),
                "--best",
                folder.resolve("best.yaml"))
            .json();
    assertThat(found.get("trials")).hasSize(2);
  }

  @Test
  void aColumnThatIsEmptyInAFoldIsLeftOutThereWithAWarning() {
    Path data = data("a,lab,y", 30, i -> i % 7 + "," + (i == 11 ? "3.5" : "") + "," + label(i));
    Cli.Result result = Cli.ok("crossval", "--data", data, "--target", "y", "--epochs", 1);
    assertThat(result.err())
        .contains("columns without a value in the 24 training rows are left out: 'lab'");
    assertThat(result.err().lines().filter(line -> line.contains("without a value"))).hasSize(1);
  }

  @Test
  void whatIsWrongInAllFoldsIsToldOnceThoughTheyDifferInSize() {
    Path data = data("a,same,y", 31, i -> i % 7 + ",8," + label(i));
    Cli.Result result =
        Cli.ok("crossval", "--data", data, "--target", "y", "--epochs", 1, "--folds", 3);
    assertThat(result.err().lines().filter(line -> line.contains("one value only"))).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"none", "1"})
  void aColumnThatIsEmptyThroughoutIsLeftOutWithAWarning(String budget) {
    Path data = data("a,lab,y", 30, i -> i % 7 + ",," + label(i));
    Cli.Result result =
        budget.equals("none")
            ? Cli.ok(train(data, "y"))
            : Cli.ok(train(data, "y", "--memory-budget", budget, "--cache", folder));
    assertThat(result.err()).contains("'lab'; name them in --ignore, or find out");
    assertThat(inputs()).containsExactly("a");
    Cli.ok("predict", "--model", model(), "--data", data);
  }

  @Test
  void aTargetThatDiffersByRoundingAloneIsOneValue() {
    Path data = data("a,y", 40, i -> i % 7 + "," + (0.3 + i % 3 * Math.ulp(0.3)));
    Cli.Result result = Cli.run(train(data, "y", "--task", "regression"));
    assertThat(result.code()).isEqualTo(2);
    assertThat(result.err()).contains("holds one value only", "apart from rounding");
  }

  @Test
  void labelsThatAreAlikeAreTold() {
    Path data =
        data("x,y", 30, i -> i % 7 + "," + (i % 3 == 0 ? "no" : i % 3 == 1 ? "yes" : "\"yes \""));
    assertThat(Cli.ok(train(data, "y")).err())
        .contains("'yes' (", "and 'yes ' (", "in column 'y'; write them alike");
    assertThat(
            Cli.ok("crossval", "--data", data, "--target", "y", "--epochs", 1, "--folds", 2).err())
        .contains("in column 'y'; write them alike");
  }

  @Test
  void unknownLabelsAreToldInALineForEachColumn() {
    Path data = data("region,x,y", 30, i -> 1 + i % 3 + "," + i % 7 + "," + label(i));
    Cli.ok(train(data, "y", "--categorical", "region"));
    Path same = data("same.csv", "region,x", 4, i -> i == 2 ? ",2" : 1 + i % 3 + ",2");
    Path other = data("new.csv", "region,x", 4, i -> i == 2 ? ",2" : 1 + i % 3 + ".0,2");
    Cli.Result result = Cli.ok("predict", "--model", model(), "--data", other);
    assertThat(result.err())
        .isEqualTo(
            "nn: column 'region': '1.0' is taken for '1', '2.0' is taken for '2', which the model"
                + " knows as the same number\n");
    assertThat(result.out()).isEqualTo(Cli.ok("predict", "--model", model(), "--data", same).out());
    Path strange = data("strange.csv", "region,x", 9, i -> "r" + i + ",2");
    assertThat(Cli.ok("predict", "--model", model(), "--data", strange).err())
        .isEqualTo(
            "nn: the model does not know 'r0', 'r1', 'r2', 'r3', 'r4' and 4 more in column 'region'"
                + " (9 rows, first in line 2); they are taken as missing, as all rows are then: what"
                + " it knows is '1', '2', '3'\n");
  }

  @Test
  void aClassThatIsTheSameNumberIsTakenForTheKnownOne() {
    Path data = data("x,y", 30, i -> i % 7 + "," + (1 + i % 2));
    Cli.ok(train(data, "y", "--categorical", "y"));
    Path other = data("new.csv", "x,y", 30, i -> i % 7 + "," + (1 + i % 2) + ".0");
    Cli.Result result = Cli.ok("evaluate", "--model", model(), "--data", other, "--json");
    assertThat(result.err()).contains("column 'y': '1.0' is taken for '1'");
    JsonNode right = Cli.ok("evaluate", "--model", model(), "--data", data, "--json").json();
    assertThat(result.json().get("metrics")).isEqualTo(right.get("metrics"));
  }

  @Test
  void rowsWithoutTargetAreLeftOutWhereThatIsAskedFor() {
    Path data = data("x,y", 40, i -> i % 7 + "," + (i % 8 == 3 ? "" : label(i)));
    Path full = data("full.csv", "x,y", 40, i -> i % 8 == 3 ? "" : i % 7 + "," + label(i));
    Cli.Result refused = Cli.run(train(data, "y"));
    assertThat(refused.code()).isEqualTo(2);
    assertThat(refused.err()).contains("data.csv:5:2", "--drop-missing-target").hasLineCount(1);
    Object[] asked = train(data, "y", "--drop-missing-target", "--json");
    Cli.Result result = Cli.ok(asked);
    assertThat(result.err()).contains("nn: 5 rows of 40 without 'y' left out");
    String hash = result.json().get("parameters_sha256").asString();
    assertThat(Cli.ok(train(full, "y", "--json")).json().get("parameters_sha256").asString())
        .isEqualTo(hash);
    Object[] mapped =
        train(
            data,
            "y",
            "--drop-missing-target",
            "true",
            "--json",
            "--memory-budget",
            "1",
            "--cache",
            folder);
    assertThat(Cli.ok(mapped).json().get("parameters_sha256").asString()).isEqualTo(hash);
    assertThat(Cli.run("evaluate", "--model", model(), "--data", data).err())
        .contains("--drop-missing-target");
    assertThat(
            Cli.ok("evaluate", "--model", model(), "--data", data, "--drop-missing-target").err())
        .contains("5 rows of 40 without 'y' left out");
  }

  @Test
  void rowsOfACrossValidationKeepTheirNumbers() {
    Path data = data("x,g,y", 40, i -> i % 7 + "," + i % 4 + "," + (i % 8 == 3 ? "" : label(i)));
    Path predictions = folder.resolve("p.csv");
    Cli.ok(
        "crossval",
        "--data",
        data,
        "--target",
        "y",
        "--drop-missing-target",
        "true",
        "--epochs",
        1,
        "--fold-column",
        "G",
        "--predictions",
        predictions);
    List<String> rows = lines(predictions).stream().skip(1).map(l -> l.split(",")[0]).toList();
    assertThat(rows).hasSize(35).doesNotContain("4", "12").contains("1", "3", "5", "40");
  }

  private static List<String> lines(Path file) {
    try {
      return Files.readAllLines(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void whatCannotBeLearntFromIsToldWithItsFlag() {
    Path ids = data("id,x,y", 60, i -> "p" + i + "," + i % 7 + "," + label(i));
    assertThat(Cli.run(train(ids, "y")).err()).contains("--ignore id", "--categorical id");
    assertThat(features(ids, "y", "--categorical", "id")).containsExactly("id", "x");
    Path dates = data("day,x,y", 60, i -> (2000 + i) + "-01-31," + i % 7 + "," + label(i));
    assertThat(Cli.run(train(dates, "y")).err())
        .contains("column 'day' read as dates", "--ignore", "--categorical");
    assertThat(Cli.run(train(dates, "day")).err()).contains("they are dates", "--target");
    Path rare = data("x,y", 60, i -> i % 7 + ",name" + i);
    assertThat(Cli.run(train(rare, "y")).err()).contains("--validation", "--target");
  }
}
