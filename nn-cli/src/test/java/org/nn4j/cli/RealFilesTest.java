package org.nn4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Files as people have them are trained on, predicted and cross-validated, or refused with a way
 * on.
 */
class RealFilesTest {
  @TempDir private Path folder;

  private Path data(String csv) {
    return Cli.write(folder.resolve("data.csv"), csv);
  }

  private Path model() {
    return folder.resolve("m.safetensors");
  }

  private Cli.Result train(String csv, Object... more) {
    return run("train", data(csv), Stream.concat(Stream.of("--model", model()), Stream.of(more)));
  }

  private static Cli.Result run(String verb, Path data, Stream<?> more) {
    List<Object> args = new ArrayList<>(List.of(verb, "--data", data, "--epochs", 1));
    more.forEach(args::add);
    return Cli.run(args.toArray());
  }

  /** Repeats rows, with the row's number in place of #. */
  private static String rows(String header, int count, String... rows) {
    return IntStream.range(0, count)
        .mapToObj(i -> rows[i % rows.length].replace("#", String.valueOf(i)))
        .collect(Collectors.joining("\n", header + "\n", "\n"));
  }

  private static final String GERMAN = rows("Länge (cm, netto);Klasse", 20, "1#,5;B", "2#,25;A");

  private List<String> predictions(String csv, Object... more) {
    List<Object> args = new ArrayList<>(List.of("predict", "--model", model()));
    args.addAll(List.of("--data", Cli.write(folder.resolve("new.csv"), csv)));
    args.addAll(List.of(more));
    return Cli.ok(args.toArray()).out().lines().toList();
  }

  static Stream<Arguments> read() {
    return Stream.of(
        Arguments.of(
            rows("country,n,y", 20, "\"DE\",#,lo", "\"NA\",NA,hi"),
            List.of("--target", "y"),
            "taken as missing: 'NA' in 10 cells of 'n'"),
        Arguments.of(
            rows(",w,y", 20, "#,1.5,b", "#,2.5,a"), List.of("--target", "y"), "counts the rows"),
        Arguments.of(
            rows("a,b,y,", 20, "1,#,no,", "2,#,yes,"), List.of("--target", "y"), "surplus"),
        Arguments.of(
            GERMAN, List.of("--target", "Klasse"), "decimal commas in 'Länge (cm, netto)'"),
        Arguments.of(
            rows("a,price", 20, "#,\"1,00#\"".replace("#\"", "0\""), "#,\"2,137\""),
            List.of("--target", "price", "--task", "regression"),
            "',' between thousands in 'price'"),
        Arguments.of(
            rows("a,y", 20, "#,no", "nan,yes"),
            List.of("--target", "y"),
            "'nan' in 10 cells of 'a'"),
        Arguments.of(
            rows("a, b, y", 20, "#, \"Bonn\", \"no\"", "#, \"Rom\", \"yes\""),
            List.of("--target", "y"),
            "blanks around quotes"),
        Arguments.of(
            rows("a,b,y", 20, "1,#,no", "2,#,yes") + ",,\n,,\n",
            List.of("--target", "y"),
            "2 empty rows left out (the first: line 22)"));
  }

  @ParameterizedTest
  @MethodSource("read")
  void readsAndTells(String csv, List<String> flags, String notice) {
    Cli.Result trained = train(csv, flags.toArray());

    assertThat(trained.code()).as(trained.err()).isZero();
    assertThat(trained.err().lines().filter(line -> line.startsWith("note: ")).toList())
        .singleElement()
        .asString()
        .contains("data.csv", notice);
    assertThat(trained.out()).contains("20 rows").doesNotContain("note: ");
  }

  @ParameterizedTest
  @MethodSource("read")
  void readsTheSameFromACacheAndInFolds(String csv, List<String> flags, String notice) {
    List<String> cached = new ArrayList<>(flags);
    cached.addAll(List.of("--memory-budget", "1B", "--cache", folder.toString(), "--json"));
    String expected =
        train(csv, Stream.concat(flags.stream(), Stream.of("--json")).toArray())
            .json()
            .path("parameters_sha256")
            .asString();
    for (int time = 0; time < 2; time++) {
      Cli.Result trained = train(csv, cached.toArray());
      assertThat(trained.json().path("parameters_sha256").asString()).isEqualTo(expected);
      assertThat(trained.err()).contains(notice);
    }
    List<Object> folds = new ArrayList<>(flags);
    folds.addAll(List.of("--folds", 2, "--json"));
    Cli.Result validated = run("crossval", data(csv), folds.stream());
    assertThat(validated.code()).as(validated.err()).isZero();
    assertThat(validated.err()).containsOnlyOnce(notice);
  }

  @Test
  void predictsWhatItTrainedOnAsItRead() {
    train(rows("a,b,y", 20, "1,#,no", "2,#,yes") + ",,\n,,\n", "--target", "y");

    Cli.Result predicted =
        Cli.ok("predict", "--model", model(), "--data", folder.resolve("data.csv"));

    assertThat(predicted.out().lines()).hasSize(21);
    assertThat(predicted.err()).contains("note: ", "2 empty rows left out");
  }

  @Test
  void predictsEveryLineOfAFileOfOneColumn() {
    train(rows("x,y", 30, "#,#"), "--target", "y", "--task", "regression");

    assertThat(predictions("x\n1\n\n3\n")).hasSize(4);
    assertThat(predictions("x\n1\n\n3\n").get(3)).isEqualTo(predictions("x\n3\n").get(1));
    assertThat(predictions("x\n1\n\n3\n").get(2)).isEqualTo(predictions("x\nNA\n").get(1));
  }

  @Test
  void predictsFilesWithOtherSeparatorsAndDecimals() {
    train(GERMAN, "--target", "Klasse");
    List<String> expected = predictions("Länge (cm, netto);x\n11,25;0\n");

    assertThat(predictions("\"Länge (cm, netto)\"\n11.25\n")).isEqualTo(expected);
    assertThat(predictions("x\tLänge (cm, netto)\nq\t11.250\nq\t0.5\n").get(1))
        .isEqualTo(expected.get(1));
    assertThat(predictions("Länge (cm, netto)\n11,25\n", "--decimal", ",", "--separator", ";"))
        .isEqualTo(expected);
    Cli.Result doubtful =
        Cli.run(
            "predict",
            "--model",
            model(),
            "--data",
            Cli.write(folder.resolve("new.csv"), "Länge (cm, netto);x\n11.250;0\n"));
    assertThat(doubtful.code()).isEqualTo(2);
    assertThat(doubtful.err()).contains("new.csv:2:1", "--decimal");
    assertThat(predictions("Länge (cm, netto);x\n11.250;0\n", "--decimal", "."))
        .isEqualTo(expected);
  }

  @Test
  void keepsTheMissingTextsInTheModel() {
    String csv = rows("c,n,y", 20, "DE,#,lo", "NA,-999,hi");
    train(csv, "--target", "y", "--missing", "-999,?");

    List<String> known = predictions("c,n\nNA,-999\nNA,\n");

    assertThat(known.get(1)).as("-999 is missing").isEqualTo(known.get(2));
    assertThat(Cli.ok("inspect", model()).out()).contains("one of DE, NA");
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void readsNaInAModelsColumnAsInTraining(boolean declared) {
    String csv = rows("c,n,y", 20, "DE,#,lo", "FR,#,lo", "NA,#,hi");
    List<Object> flags = new ArrayList<>(List.of("--target", "y"));
    if (declared) {
      flags.addAll(List.of("--categorical", "c"));
    }
    Cli.Result trained = train(csv, flags.toArray());
    Cli.Result predicted =
        Cli.ok("predict", "--model", model(), "--data", folder.resolve("data.csv"));

    String notice = "'NA' in 6 cells of 'c'";
    assertThat(trained.err().contains(notice)).isEqualTo(!declared);
    assertThat(predicted.err().contains(notice)).isEqualTo(!declared);
    assertThat(predicted.err()).doesNotContain("does not know");
    assertThat(Cli.ok("inspect", model()).out())
        .contains(declared ? "one of DE, FR, NA" : "one of DE, FR");
  }

  @Test
  void readsAFileWithoutHeaderEverywhere() {
    String csv = rows("5.0,1.5,Iris-a", 40, "5.#,1.25,Iris-a", "6.#,4.75,Iris-b");
    Cli.Result refused = train(csv, "--target", "Iris-a");
    assertThat(refused.code()).isEqualTo(2);
    assertThat(refused.err()).contains("data.csv:1", "looks like data", "--no-header");

    assertThat(train(csv, "--target", "column3", "--no-header").out()).contains("41 rows");
    Path data = folder.resolve("data.csv");
    assertThat(predictions(csv, "--no-header")).hasSize(42);
    assertThat(Cli.ok("evaluate", "--model", model(), "--data", data, "--no-header").out())
        .contains("41 samples");
    Cli.ok("inspect", model(), "--trace", "--data", data, "--no-header", "--row", 41);
    Cli.ok("gradcheck", "--model", model(), "--data", data, "--no-header");
    Path yaml =
        Cli.write(
            folder.resolve("run.yaml"),
            "data: data.csv\ntarget: column3\nheader: false\nseparator: ','\nmissing: [NA, -999]\n");
    assertThat(Cli.ok("train", yaml, "--epochs", 1, "--model", model()).out()).contains("41 rows");
    assertThat(Cli.ok("train", yaml, "--print-config").out())
        .contains("header: false", "separator: \",\"", "decimal: auto");
  }

  static Stream<Arguments> refused() {
    return Stream.of(
        Arguments.of(
            rows("a,p", 20, "#,$9#"), "data.csv:2:2: '$90' in column 'p' looks like an amount"),
        Arguments.of(rows("a,p", 20, "#,9# kg"), "--categorical p"),
        Arguments.of(rows("a,p", 20, "#,9007199254740993"), "float64 cannot tell"),
        Arguments.of(rows("a;p", 20, "#;1,234"), "--decimal , or --decimal ."));
  }

  @ParameterizedTest
  @MethodSource("refused")
  void refusesATargetInDoubt(String csv, String message) {
    for (String task : List.of("auto", "regression")) {
      Cli.Result result = train(csv, "--target", "p", "--task", task);
      assertThat(result.code()).isEqualTo(2);
      assertThat(result.err()).contains("data.csv:2:2");
    }
    assertThat(train(csv, "--target", "p").err()).contains(message);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a  b y", "# measured in May"})
  void saysWhatToDoWhereOneColumnOnlyIsFound(String first) {
    String csv = rows(first, 20, "# 1 no", "#  2 yes");
    assertThat(train(csv, "--target", "y").err())
        .contains("no column 'y'. The only column is", "--separator, blank for any number");
  }

  @Test
  void readsWhatRWritesWithNamesOfRows() {
    String csv = rows("\"a\" \"y\"", 20, "\"Mazda #\" 1.# \"no\"", "\"Fiat #\" 2.# \"yes\"");
    String error = train(csv, "--target", "y", "--separator", "blank").err();
    assertThat(error).contains("the column has no name", "(--ignore column1)");
    Object[] advice = {"--target", "y", "--separator", "blank", "--ignore", "column1"};
    assertThat(train(csv, advice).code()).isZero();
    assertThat(predictions(csv, "--separator", "blank")).hasSize(21);
  }

  @Test
  void refusesWhatIsNoFormat() {
    String csv = rows("a,y", 20, "#,no", "#,yes");
    assertThat(train(csv, "--target", "y", "--separator", "::").err())
        .contains("--separator: must be a character, tab or blank");
    assertThat(train(csv, "--target", "y", "--separator", ";", "--quote", ";").err())
        .contains("separator and quote must differ");
    assertThat(train(csv, "--target", "y", "--decimal", "x").err())
        .contains("--decimal: must be one of the characters . ,");
    assertThat(train(csv, "--target", "y", "--encoding", "utf-9").err()).contains("--encoding");
    assertThat(train(csv, "--target", "y", "--header", "true", "--no-header").err())
        .contains("contradicts --no-header");
  }
}
