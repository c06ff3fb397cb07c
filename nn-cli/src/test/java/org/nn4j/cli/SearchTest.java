package org.nn4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class SearchTest {
  private static final String HEAD =
      "data: " + Cli.DATA.resolve("iris.csv").toAbsolutePath() + "\ntarget: species\nepochs: 8\n";

  private static final String SPACE =
      "optimizer: adam\n"
          + "optimizer.lr: {log_uniform: [0.0001, 0.1]}\n"
          + "layers: {choice: [\"4:tanh\", \"8:relu,4:relu\", none]}\n"
          + "batch: {int: [8, 64]}\n";

  @TempDir private Path folder;

  private Path yaml(String text) {
    return Cli.write(folder.resolve("search.yaml"), HEAD + text);
  }

  private Object[] search(Path yaml, String name, Object... more) {
    List<Object> args = new ArrayList<>(List.of("search", yaml));
    args.addAll(List.of("--results", folder.resolve(name + ".jsonl")));
    args.addAll(List.of("--best", folder.resolve(name + ".yaml")));
    args.addAll(Arrays.asList(more));
    return args.toArray();
  }

  @Test
  void theBestSettingsTrainToTheScoreTheyWereFoundWith() {
    JsonNode found = Cli.ok(search(yaml(SPACE), "a", "--trials", 6, "--json")).json();
    JsonNode trained =
        Cli.ok("train", folder.resolve("a.yaml"), "--json", "--model", folder.resolve("m")).json();

    assertThat(found.path("judged_by").asString()).isEqualTo("30 validation rows");
    assertThat(found.path("metric").asString()).isEqualTo("accuracy");
    assertThat(found.path("trials").size()).isEqualTo(6);
    List<Double> scores = new ArrayList<>();
    found.path("trials").forEach(t -> scores.add(t.path("metrics").path("accuracy").asDouble()));
    assertThat(scores).isSortedAccordingTo((a, b) -> Double.compare(b, a));
    assertThat(found.path("best")).isEqualTo(found.path("trials").path(0));
    assertThat(trained.path("metrics")).isEqualTo(found.path("best").path("metrics"));
  }

  @Test
  void aSearchGoesOnWhereItStopped() throws IOException {
    Path yaml = yaml(SPACE);
    Cli.ok(search(yaml, "whole", "--trials", 5));
    Cli.ok(search(yaml, "parts", "--trials", 2));
    assertThat(Files.readAllLines(folder.resolve("parts.jsonl"))).hasSize(3);
    JsonNode second = Cli.ok(search(yaml, "parts", "--trials", 5, "--json")).json();

    assertThat(second.path("trials_before").asInt()).isEqualTo(2);
    assertThat(folder.resolve("parts.jsonl")).hasSameBinaryContentAs(folder.resolve("whole.jsonl"));
    assertThat(folder.resolve("parts.yaml")).hasSameBinaryContentAs(folder.resolve("whole.yaml"));
    Cli.Result third = Cli.ok(search(yaml, "parts", "--trials", 5));
    assertThat(third.err()).as("nothing is left to do").isEmpty();
    assertThat(third.out()).contains("5 were done before");
  }

  /** Returns how many lines follow the first one. */
  private static int trials(Path results) throws IOException {
    return Files.exists(results) ? Files.readAllLines(results).size() - 1 : 0;
  }

  @Test
  void aSearchThatIsKilledEndsWithTheBytesOfOneThatIsNot() throws Exception {
    Path yaml = yaml(SPACE + "validation: 0.3\n");
    Cli.ok(search(yaml, "whole", "--trials", 12, "--epochs", 60));
    Path results = folder.resolve("killed.jsonl");
    Process process =
        new ProcessBuilder(Jvm.command(search(yaml, "killed", "--trials", 12, "--epochs", 60)))
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("out.txt").toFile())
            .start();
    try {
      long deadline = System.nanoTime() + TimeUnit.MINUTES.toNanos(5);
      while (trials(results) < 1 && process.isAlive()) {
        assertThat(System.nanoTime()).as("the first trial ends").isLessThan(deadline);
        Thread.sleep(1);
      }
    } finally {
      process.destroyForcibly().waitFor();
    }
    assertThat(trials(results)).isBetween(1, 12);

    Cli.ok(search(yaml, "killed", "--trials", 12, "--epochs", 60));

    assertThat(results).hasSameBinaryContentAs(folder.resolve("whole.jsonl"));
    assertThat(folder.resolve("killed.yaml")).hasSameBinaryContentAs(folder.resolve("whole.yaml"));
  }

  @Test
  void aGridTriesEverything() {
    Path yaml =
        yaml(
            "layers: none\noptimizer: {choice: [adam, sgd]}\n"
                + "optimizer.lr: {log_uniform: [0.001, 0.1, 3]}\nbatch: {int: [16, 18]}\n");
    Cli.Result result = Cli.ok(search(yaml, "grid", "--method", "grid", "--metric", "loss"));

    assertThat(result.err().lines()).hasSize(18);
    assertThat(result.err().lines().limit(4))
        .satisfiesExactly(
            line ->
                assertThat(line)
                    .startsWith("trial 1  optimizer=adam  batch=16  optimizer.lr=0.001"),
            line ->
                assertThat(line).startsWith("trial 2  optimizer=adam  batch=16  optimizer.lr=0.01"),
            line ->
                assertThat(line).startsWith("trial 3  optimizer=adam  batch=16  optimizer.lr=0.1"),
            line ->
                assertThat(line)
                    .startsWith("trial 4  optimizer=adam  batch=17  optimizer.lr=0.001"));
    assertThat(result.out())
        .startsWith("trial  optimizer  batch  optimizer.lr")
        .contains("18 trials (grid), judged by loss on 30 validation rows");
  }

  @Test
  void foldsJudgeTrialsAndTheTestRowsStayApart() throws IOException {
    Path yaml = yaml("test: 0.2\nlayers: {choice: [none, \"4:tanh\"]}\n");
    JsonNode found =
        Cli.ok(search(yaml, "folds", "--method", "grid", "--folds", 3, "--json")).json();

    assertThat(found.path("judged_by").asString()).isEqualTo("3 folds of 120 rows, stratified");
    assertThat(found.path("best").path("deviation").isNumber()).isTrue();
    assertThat(Files.readString(folder.resolve("folds.yaml")))
        .contains("\nvalidation: 0.2\ntest: 0.2\n");
    assertThat(Cli.ok(search(yaml, "folds", "--method", "grid", "--folds", 3)).out())
        .contains("± deviation");
  }

  @Test
  void aTrialThatDivergesIsLastAndDoesNotEndTheSearch() {
    Path yaml = yaml("optimizer: sgd\noptimizer.lr: {choice: [1e30, 0.1]}\n");
    JsonNode found = Cli.ok(search(yaml, "d", "--method", "grid", "--json")).json();

    assertThat(found.path("best").path("trial").asInt()).isEqualTo(2);
    assertThat(found.path("trials").path(1).path("failure").asString()).contains("diverged");
    assertThat(Cli.ok(search(yaml, "d", "--method", "grid")).out()).containsPattern("1e30 +failed");
    Cli.Result none =
        Cli.run(
            search(
                Cli.write(
                    folder.resolve("none.yaml"),
                    HEAD + "optimizer: sgd\noptimizer.lr: {choice: [1e30]}\n"),
                "no-best"));
    assertThat(none.code()).isEqualTo(1);
    assertThat(none.err()).contains("none of 1 trials has a value of accuracy");
    assertThat(folder.resolve("no-best.yaml")).doesNotExist();
  }

  @Test
  void valuesThatDoNotSuitOneAnotherFailAloneToo() {
    Path yaml = yaml("loss: softmax_cross_entropy\noutput: {choice: [softmax, identity]}\n");
    JsonNode found = Cli.ok(search(yaml, "s", "--method", "grid", "--json")).json();

    assertThat(found.path("best").path("values").path("output").asString()).isEqualTo("identity");
    assertThat(found.path("trials").path(1).path("failure").asString())
        .contains("the network must not end in softmax");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "epochs: 9 | epochs was 8 and is 9",
        "seed: 1 | seed was 0 and is 1",
        "batch: {int: [8, 32]} | range of batch was int: [8, 64] and is int: [8, 32]",
        "loss: {choice: [mse]} | range of loss was not there and is choice: [mse]"
      })
  void doesNotGoOnWithAnotherSearch(String line, String message) throws IOException {
    Cli.ok(search(yaml(SPACE), "a", "--trials", 1));
    byte[] before = Files.readAllBytes(folder.resolve("a.jsonl"));
    String key = line.split(":", 2)[0];
    String changed =
        (HEAD + SPACE)
            .lines().filter(l -> !l.startsWith(key + ":")).toList().stream()
                .reduce("", (a, b) -> a + b + "\n");

    Cli.Result result =
        Cli.run(
            search(Cli.write(folder.resolve("b.yaml"), changed + line + "\n"), "a", "--trials", 2));

    assertThat(result.code()).isEqualTo(2);
    assertThat(result.err())
        .contains("a.jsonl: holds the trials of another search: ", message)
        .hasLineCount(1);
    assertThat(folder.resolve("a.jsonl")).hasBinaryContent(before);
  }

  @Test
  void doesNotGoOnWithOtherDataOrAFileThatIsNone() throws IOException {
    Path data = folder.resolve("iris.csv");
    Files.copy(Cli.DATA.resolve("iris.csv"), data);
    Path yaml =
        Cli.write(
            folder.resolve("search.yaml"),
            "data: iris.csv\ntarget: species\nepochs: 2\nbatch: {int: [8, 64]}\n");
    Cli.ok(search(yaml, "a", "--trials", 1));
    Files.writeString(data, Files.readString(data).replaceFirst("5.1", "5.2"));
    assertThat(Cli.run(search(yaml, "a", "--trials", 2)).err()).contains("SHA-256 of data was ");

    Cli.write(folder.resolve("a.jsonl"), "{\"search\": {}}\nno\n");
    Cli.write(folder.resolve("b.jsonl"), "1,2,3\n");
    assertThat(Cli.run(search(yaml, "b")).err())
        .contains("b.jsonl:1: is not what nn search writes; name another --results");
    Files.write(folder.resolve("c.jsonl"), new byte[] {'{', (byte) 0xff, '}'});
    assertThat(Cli.run(search(yaml, "c")).err())
        .contains("c.jsonl:1: is not what nn search writes; name another --results");
  }

  static Stream<Arguments> badFiles() {
    return Stream.of(
        Arguments.of("batch: 16\n", "has no range to search"),
        Arguments.of("bathc: {int: [1, 2]}\n", ":4:1: unknown key 'bathc'; did you mean 'batch'"),
        Arguments.of("batch: {integer: [1, 2]}\n", ":4:8: batch: there is no range 'integer'; did"),
        Arguments.of("batch: {int: [16, 8]}\n", ":4:8: batch: {int: [16, 8]} is empty"),
        Arguments.of("batch: {int: [1.5, 8]}\n", "must hold whole numbers"),
        Arguments.of("batch: {int: [0, 8]}\n", "batch: must be a whole number ≥ 1, or full"),
        Arguments.of("batch: {int: [1]}\n", "must be [least, greatest]"),
        Arguments.of("batch: {choice: []}\n", "is empty: there is nothing to choose"),
        Arguments.of("batch: {int: [1, 9], more: 1}\n", "nothing may follow the range"),
        Arguments.of("layers: {choice: [\"4:tnah\"]}\n", "unknown activation 'tnah'"),
        Arguments.of("clip_norm: {log_uniform: [0, 1]}\n", "must be above 0"),
        Arguments.of("clip_norm: {uniform: [0, x]}\n", "must hold finite numbers"),
        Arguments.of("seed: {int: [0, 9]}\n", "seed: is the same for all trials"),
        Arguments.of("test: {uniform: [0, 0.5]}\n", "test: is the same for all trials"),
        Arguments.of("label_separator: {choice: [\",\", \";\"]}\n", "is the same for all trials"),
        Arguments.of(
            "drop_missing_target: {choice: [true, false]}\n", "is the same for all trials"),
        Arguments.of("optimizer.lr: {uniform: [0, 1]}\n", "name a part too"),
        Arguments.of("optimizer: adam\noptimizer.rl: {uniform: [0.1, 1]}\n", "lr"),
        Arguments.of("batch.lr: {uniform: [0, 1]}\n", "batch: has no parameters"),
        Arguments.of("optimizer.lr: 0.1\n", "optimizer.lr takes a range"));
  }

  @ParameterizedTest
  @MethodSource("badFiles")
  void refusesAFile(String text, String message) {
    Cli.Result result = Cli.run(search(yaml(text), "a"));

    assertThat(result.code()).as(result.err()).isEqualTo(2);
    assertThat(result.out()).isEmpty();
    assertThat(result.err()).startsWith("nn: ").contains(message).hasLineCount(1);
    assertThat(folder.resolve("a.jsonl")).doesNotExist();
    assertThat(folder.resolve("a.yaml")).doesNotExist();
  }

  static Stream<Arguments> badFlags() {
    return Stream.of(
        Arguments.of(List.of("--batch", 8), "--batch: ", "tries several values of it"),
        Arguments.of(List.of("--method", "grid"), "a grid needs the number of points", "log_uni"),
        Arguments.of(List.of("--method", "grid", "--trials", 3), "--trials: a grid has", ""),
        Arguments.of(
            List.of("--trials", 0), "--trials: must be a whole number from 1 to 100000", ""),
        Arguments.of(
            List.of("--trials", 2_000_000_000), "--trials: must be a whole number from", ""),
        Arguments.of(List.of("--folds", 2, "--repeats", 1_000_000_000), "--repeats: must be", ""),
        Arguments.of(List.of("--metric", "acuracy"), "did you mean 'accuracy'?", "and loss"),
        Arguments.of(List.of("--validation", 0), "there are none; hold some out", "--folds"),
        Arguments.of(List.of("--repeats", 2), "need --folds", ""),
        Arguments.of(List.of("--model", "m"), "nn search keeps no model", ""));
  }

  @ParameterizedTest
  @MethodSource("badFlags")
  void refusesFlags(List<Object> flags, String message, String part) {
    Cli.Result result = Cli.run(search(yaml(SPACE), "a", flags.toArray()));

    assertThat(result.code()).as(result.err()).isEqualTo(2);
    assertThat(result.err()).startsWith("nn: ").contains(message, part).hasLineCount(1);
    assertThat(folder.resolve("a.jsonl")).doesNotExist();
  }

  /** Before they were counted first, these filled the memory. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "imputation: {uniform: [0, 1, 99199999]}",
        "clip_norm: {log_uniform: [1, 2, 1000000000]}",
        "batch: {int: [1, 1000000, 1000000]}",
        "batch: {int: [1, 900]}\nmixup: {uniform: [0, 1, 900]}\nclip_norm: {uniform: [0, 1, 900]}"
      })
  void aGridOfTooManyPointsIsRefusedBeforeItIsMade(String ranges) {
    Cli.Result result = Cli.run(search(yaml(ranges + "\n"), "a", "--method", "grid"));
    assertThat(result.code()).isEqualTo(2);
    assertThat(result.err()).contains("100000 points").hasLineCount(1);
  }

  @Test
  void differentLossesAreNotCompared() {
    Path yaml = yaml("loss: {choice: [mse, categorical_cross_entropy]}\n");
    assertThat(Cli.run(search(yaml, "a", "--metric", "loss")).err())
        .contains("values of different losses cannot be compared");
    assertThat(Cli.ok(search(yaml, "a")).err())
        .contains("the ranges have only 2 combinations, so there are no more trials");
  }

  @Test
  void trainTellsWhoReadsRanges() {
    assertThat(Cli.run("train", yaml("batch: {int: [8, 64]}\n")).err())
        .contains("batch: must be", "but is the range {int: [8, 64]}, of which nn search tries");
    assertThat(Cli.run("search").err()).contains("nn search needs a YAML file");
    assertThat(Cli.run("search", yaml(SPACE), "--best", folder.resolve("search.yaml")).err())
        .contains("search.yaml is the file of CONFIG.yaml, which is being read; name another");
  }
}
