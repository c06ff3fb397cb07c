package org.nn4j.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nn4j.cli.Main;
import org.nn4j.core.model.Model;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Runs command lines in a driver of Spark, as spark-submit does, and on this machine alone. */
class CommandLineTest {
  @TempDir Path folder;

  @BeforeEach
  void session() {
    Sessions.local();
  }

  /** What a command line ended with. */
  record Result(int code, String out, String err) {
    JsonNode json() {
      return JsonMapper.shared().readTree(out);
    }
  }

  private static Result run(Object... args) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    String[] words = List.of(args).stream().map(String::valueOf).toArray(String[]::new);
    int code =
        Main.run(
            words,
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8));
    return new Result(
        code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  /** Runs a command line that succeeds. */
  static Result ok(List<Object> words, Object... more) {
    List<Object> all = new ArrayList<>(words);
    all.addAll(List.of(more));
    Result result = run(all.toArray());
    assertThat(result.code).as(result.err).isZero();
    return result;
  }

  private List<Object> train(Path data, Object... more) {
    List<Object> words = new ArrayList<>(List.of("train", "--data", data, "--json"));
    words.addAll(List.of("--shards", 16, "--epochs", 4, "--layers", "8:relu", "--preset", "none"));
    words.addAll(List.of(more));
    return words;
  }

  private Path model(String name) {
    return folder.resolve(name + ".nn.safetensors");
  }

  private void assertSame(List<Object> words) {
    JsonNode spark = ok(words, "--model", model("spark"), "--spark").json();
    JsonNode here = ok(words, "--model", model("here")).json();
    for (String key :
        List.of(
            "parameters_sha256",
            "evaluated_on",
            "samples",
            "metrics",
            "steps",
            "chosen_by",
            "layers")) {
      assertThat(spark.path(key)).as(key).isEqualTo(here.path(key));
      assertThat(spark.has(key)).as(key).isTrue();
    }
    assertThat(Model.load(model("spark")).preprocessor())
        .isEqualTo(Model.load(model("here")).preprocessor());
  }

  @Test
  void trainsTheBytesOfOneMachineAndHoldsTheSameRowsOut() {
    assertSame(
        train(
            Sessions.file("iris.csv"),
            "--target",
            "species",
            "--validation",
            0.2,
            "--test",
            0.1,
            "--early-stopping",
            "validation_loss(patience=2)"));
  }

  @Test
  void numbersWithIntervalsToo() {
    assertSame(
        train(
            Sessions.file("diabetes.csv"),
            "--target",
            "progression",
            "--intervals",
            0.9,
            "--ignore",
            "age",
            "--early-stopping",
            "validation_loss(patience=2)",
            "--validation",
            0.3));
  }

  /** Whose times stay as they are written, and whose rows without a target are left out. */
  @Test
  void timesAndGapsInTheTargetToo() throws IOException {
    List<String> lines = new ArrayList<>(Files.readAllLines(Sessions.file("orders.csv")));
    for (int i = 1; i < lines.size(); i += 5) {
      lines.set(i, lines.get(i).replaceAll("(yes|no)$", ""));
    }
    assertSame(
        train(
            Files.write(folder.resolve("gaps.csv"), lines),
            "--target",
            "returned",
            "--ignore",
            "order",
            "--drop-missing-target",
            "--validation",
            0.2));
  }

  /** Which are divided at commas, and found however they are written. */
  @Test
  void listsOfColumnsToo() throws IOException {
    assertSame(
        train(
            Sessions.file("diabetes.csv"),
            "--target",
            "Progression",
            "--features",
            "age,bmi,s1",
            "--validation",
            0.2));
  }

  @Test
  void numbersThatAreMissingInTheTargetAreLeftOutToo() throws IOException {
    assertSame(
        train(
            Sessions.file("orders.csv"),
            "--target",
            "weight",
            "--ignore",
            "order,comment",
            "--drop-missing-target"));
  }

  @Test
  void parquetIsRead() throws IOException {
    Path parquet = folder.resolve("rows");
    Sessions.csv("iris.csv").repartition(5).write().parquet(parquet.toString());
    JsonNode spark =
        ok(train(parquet, "--target", "species", "--spark", "--model", model("spark"))).json();
    JsonNode here =
        ok(train(Sessions.file("iris.csv"), "--target", "species", "--model", model("here")))
            .json();
    assertThat(spark.path("parameters_sha256")).isEqualTo(here.path("parameters_sha256"));
    assertThat(Files.exists(model("spark"))).isTrue();
  }

  @Test
  void pathsOfOtherFileSystemsAreUrisAgain() {
    assertThat(SparkFiles.uri(Path.of("hdfs://cluster:9000/rows").toString()))
        .isEqualTo("hdfs://cluster:9000/rows");
    assertThat(SparkFiles.uri(Path.of("conf/s3a://bucket/part-*").toString()))
        .isEqualTo("s3a://bucket/part-*");
    assertThat(SparkFiles.uri(Path.of("file:///rows.csv").toString())).isEqualTo("file:/rows.csv");
    assertThat(SparkFiles.uri("/data/rows.csv")).isEqualTo("/data/rows.csv");
  }

  @Test
  void epochsAreShownWhileItTrains() {
    Result result =
        ok(
            train(
                Sessions.file("iris.csv"),
                "--target",
                "species",
                "--spark",
                "--model",
                model("m")));
    assertThat(result.err).contains("epoch 1/4", "epoch 2/4", "epoch 3/4", "epoch 4/4");
  }

  /** The figures are those of one machine, to the byte, where the executors' epochs say enough. */
  @Test
  void reportsAndEventsTellOfTheEpochs() throws IOException {
    List<Object> words =
        train(Sessions.file("iris.csv"), "--target", "species", "--validation", 0.3);
    for (String name : List.of("here", "spark")) {
      List<Object> more = new ArrayList<>(List.of("--model", model(name)));
      more.addAll(List.of("--report", folder.resolve(name + "-report")));
      more.addAll(List.of("--tensorboard", folder.resolve(name + "-events")));
      if (name.equals("spark")) {
        more.add("--spark");
      }
      ok(words, more.toArray());
    }
    String page = Files.readString(folder.resolve("spark-report/index.html"));
    assertThat(page).contains("The norms of gradients and parameters were not recorded.");
    assertThat(Files.readString(folder.resolve("here-report/index.html")))
        .doesNotContain("were not recorded");
    List<String> figures = names(folder.resolve("here-report"), ".svg");
    assertThat(figures).contains("figures/loss.svg", "figures/weight_norms.svg");
    List<String> known = names(folder.resolve("spark-report"), ".svg");
    assertThat(figures.stream().filter(figure -> !figure.endsWith("_norms.svg")))
        .containsExactlyElementsOf(known);
    for (String figure : known) {
      assertThat(folder.resolve("spark-report").resolve(figure))
          .hasSameTextualContentAs(folder.resolve("here-report").resolve(figure));
    }
    JsonNode run =
        JsonMapper.shared().readTree(Files.readString(folder.resolve("spark-report/run.json")));
    assertThat(run.path("metrics").size()).isPositive();
    for (String part : List.of("train", "validation")) {
      assertThat(epochs(folder.resolve("spark-events").resolve(part)))
          .isEqualTo(epochs(folder.resolve("here-events").resolve(part)))
          .isEqualTo(4);
    }
  }

  private static List<String> names(Path folder, String end) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .map(file -> folder.relativize(file).toString())
          .filter(name -> name.endsWith(end))
          .sorted()
          .toList();
    }
  }

  /** Counts the epochs in the only file of events of a folder: each has one loss. */
  private static int epochs(Path folder) throws IOException {
    List<String> files = names(folder, "");
    String events =
        Files.readString(folder.resolve(files.get(files.size() - 1)), StandardCharsets.ISO_8859_1);
    return events.split("loss", -1).length - 1;
  }

  @Test
  void whatHasNoUseIsNamed() throws IOException {
    Path iris = Sessions.file("iris.csv");
    assertThat(fault(train(iris, "--target", "species", "--ensemble", 3)))
        .isEqualTo("--ensemble: has no use on Spark; leave it out");
    assertThat(fault(train(iris, "--target", "species", "--validation", iris)))
        .isEqualTo("--validation: must be a part of the data on Spark, such as 0.2");
    assertThat(fault(train(iris, "--target", "kind"))).startsWith("--target: no column 'kind'");
    assertThat(fault(train(Path.of("none.csv"), "--target", "kind")))
        .isEqualTo("none.csv: cannot be read by Spark: there is no such file");
    assertThat(fault(train(iris, "--target", "species", "--ignore", "species,sepal_width")))
        .startsWith("--ignore: column 'species' is the column to predict");
    assertThat(fault(train(iris, "--target", "species,sepal_width")))
        .isEqualTo("--target: one column is learnt on Spark; name one");
    Path empty = Files.createDirectory(folder.resolve("empty"));
    assertThat(fault(train(empty, "--target", "kind")))
        .startsWith(empty + ": cannot be read by Spark: [UNABLE_TO_INFER_SCHEMA]");
    assertThat(fault(train(infinite(), "--target", "b")))
        .isEqualTo(
            "column 'a' must hold finite numbers but a row has Infinity; correct it, or write null"
                + " where the value is missing");
    assertThat(fault(train(Sessions.file("orders.csv"), "--target", "returned")))
        .startsWith(Sessions.file("orders.csv") + ": column 'order' holds 128 different texts");
    assertThat(run("train", "--spark", "wine.yaml").err).contains("must be a master of Spark");
  }

  @Test
  void aMasterThatIsNoneFailsTheRun() {
    Sessions.stop();
    Result result =
        run("train", "--data", Sessions.file("iris.csv"), "--target", "species", "--spark=a://b");
    assertThat(result.code).isEqualTo(1);
    assertThat(result.err)
        .contains("--spark: Spark does not start on a://b, see its log: ")
        .doesNotContain("this is a fault of nn4j");
  }

  private Path infinite() {
    String file = folder.resolve("infinite").toString();
    Sessions.local().sql("select double('Infinity') a, id b from range(3)").write().parquet(file);
    return Path.of(file);
  }

  private static String fault(List<Object> words) {
    List<Object> all = new ArrayList<>(words);
    all.add("--spark");
    Result result = run(all.toArray());
    assertThat(result.code).isEqualTo(2);
    return result.json().path("error").path("message").asString();
  }

  @Test
  void searchesWriteTheTableOfOneMachine() throws IOException {
    Path yaml = folder.resolve("search.yaml");
    Files.writeString(
        yaml,
        "data: "
            + Sessions.file("iris.csv").toAbsolutePath()
            + "\ntarget: species\nepochs: 3\nlayers: {choice: ['4:relu', '8:tanh']}\n"
            + "optimizer: adam\noptimizer.lr: {log_uniform: [0.001, 1]}\n");
    search(yaml, "spark", "--spark");
    search(yaml, "here", "--json");
    for (String file : List.of("trials.jsonl", "best.yaml")) {
      assertThat(folder.resolve("spark." + file))
          .hasSameTextualContentAs(folder.resolve("here." + file));
    }
  }

  private void search(Path yaml, String name, String flag) {
    ok(
        List.of(
            "search",
            yaml,
            "--trials",
            6,
            "--results",
            folder.resolve(name + ".trials.jsonl"),
            "--best",
            folder.resolve(name + ".best.yaml"),
            flag));
  }
}
