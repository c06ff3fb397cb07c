package org.nn4j.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

class TrainTest {
  private static final String CANCER = Cli.DATA.resolve("breast_cancer.csv").toString();
  private static final String IRIS = Cli.DATA.resolve("iris.csv").toString();

  @TempDir private Path folder;

  @Test
  void trainsEvaluatesAndPredicts() throws IOException {
    Path model = folder.resolve("iris.safetensors");
    JsonNode trained =
        Cli.ok("train", "--data", IRIS, "--target", "species", "--model", model, "--json").json();
    JsonNode evaluated = Cli.ok("evaluate", "--model", model, "--data", IRIS, "--json").json();
    Path output = folder.resolve("predictions.csv");
    Cli.ok("predict", "--model", model, "--data", IRIS, "--output", output);

    assertThat(trained.propertyNames())
        .contains(
            "task",
            "metrics",
            "confusion_matrix",
            "labels",
            "parameters_sha256",
            "model",
            "seconds",
            "history");
    assertThat(trained.path("task").asString()).isEqualTo("classification");
    assertThat(trained.path("samples").asInt()).isEqualTo(30);
    assertThat(trained.path("history").path(0).propertyNames())
        .contains("epoch", "loss", "validation_loss", "metrics", "rate", "samples_per_second");
    assertThat(evaluated.path("samples").asInt()).isEqualTo(150);
    assertThat(evaluated.path("metrics").path("accuracy").asDouble()).isGreaterThan(0.95);
    assertThat(evaluated.path("parameters_sha256")).isEqualTo(trained.path("parameters_sha256"));
    assertThat(evaluated.path("labels").toString())
        .isEqualTo("[\"setosa\",\"versicolor\",\"virginica\"]");
    List<String> lines = Files.readAllLines(output);
    assertThat(lines).hasSize(151);
    assertThat(lines.get(0))
        .isEqualTo("prediction,probability_setosa,probability_versicolor,probability_virginica");
    assertThat(agreement(lines, Files.readAllLines(Path.of(IRIS))))
        .isEqualTo(evaluated.path("metrics").path("accuracy").asDouble());
  }

  private static double agreement(List<String> predictions, List<String> data) {
    int same = 0;
    for (int i = 1; i < data.size(); i++) {
      same += data.get(i).endsWith("," + predictions.get(i).split(",")[0]) ? 1 : 0;
    }
    return same / (data.size() - 1.0);
  }

  @Test
  void logSoftmaxWithNllLearnsWhatSoftmaxWithCrossEntropyLearns() throws IOException {
    for (String[] data : new String[][] {{IRIS, "species"}, {CANCER, "diagnosis"}}) {
      JsonNode expected = trained(data, "softmax", "categorical_cross_entropy");
      JsonNode actual = trained(data, "log_softmax", "nll");
      for (String metric : new String[] {"accuracy", "f1", "log_loss", "loss"}) {
        double want = expected.path("metrics").path(metric).asDouble(Double.NaN);
        assertThat(actual.path("metrics").path(metric).asDouble())
            .as("%s of %s", metric, data[1])
            .isCloseTo(want, within(1e-4 * want));
      }
    }
    Path output = folder.resolve("nll.csv");
    Cli.ok(
        "predict",
        "--model",
        folder.resolve("nll.safetensors"),
        "--data",
        CANCER,
        "--output",
        output);
    for (String line : Files.readAllLines(output).subList(1, 20)) {
      String[] cells = line.split(",");
      double first = Double.parseDouble(cells[1]);
      assertThat(first).isBetween(0.0, 1.0);
      assertThat(first + Double.parseDouble(cells[2])).isCloseTo(1, within(1e-5));
    }
  }

  /** Two runs that differ in a parameter of a part must not read alike. */
  @Test
  void theLossIsNamedWithWhatIsNotItsDefault() {
    Object[] words = {
      "train",
      "--data",
      Cli.DATA.resolve("diabetes.csv"),
      "--target",
      "progression",
      "--epochs",
      1,
      "--preset",
      "none",
      "--model",
      folder.resolve("model.safetensors"),
      "--loss",
      ""
    };
    words[words.length - 1] = "huber(delta=2)";
    assertThat(Cli.ok(words).out()).containsPattern("loss +huber\\(delta=2\\.0\\)\n");
    words[words.length - 1] = "huber";
    assertThat(Cli.ok(words).out()).containsPattern("loss +huber\n");
  }

  private JsonNode trained(String[] data, String output, String loss) {
    return Cli.ok(
            "train",
            "--data",
            data[0],
            "--target",
            data[1],
            "--layers",
            "16:relu",
            "--output",
            output,
            "--loss",
            loss,
            "--epochs",
            10,
            "--metrics",
            "accuracy,f1,log_loss",
            "--model",
            folder.resolve(loss + ".safetensors"),
            "--json")
        .json();
  }

  @Test
  void nllSaysWhatItReadsWhereTheNetworkEndsInSomethingElse() {
    for (String output : new String[] {"softmax", "sigmoid", "identity", "softplus"}) {
      Cli.Result result =
          Cli.run(
              "train", "--data", IRIS, "--target", "species", "--output", output, "--loss", "nll");
      assertThat(result.code()).as("%s: %s", output, result.err()).isEqualTo(2);
      assertThat(result.err()).contains("nll reads log", "log_softmax");
    }
    Path model = folder.resolve("default.safetensors");
    for (String[] one : new String[][] {{"--loss", "nll"}, {"--output", "log_softmax"}}) {
      Cli.ok(
          "train",
          "--data",
          CANCER,
          "--target",
          "diagnosis",
          one[0],
          one[1],
          "--epochs",
          1,
          "--model",
          model);
      assertThat(Cli.ok("inspect", model).out()).contains("log_softmax", "nll");
    }
  }

  @Test
  void predictsWithoutTheTargetColumn() throws IOException {
    Path model = folder.resolve("m.safetensors");
    Cli.ok("train", "--data", IRIS, "--target", "species", "--model", model, "--epochs", 3);
    String features = Files.readString(Path.of(IRIS)).replaceAll("(?m),[a-z]+$", "");
    Path data = Cli.write(folder.resolve("features.csv"), features);

    assertThat(Cli.ok("predict", "--model", model, "--data", data).out())
        .isEqualTo(Cli.ok("predict", "--model", model, "--data", IRIS).out());
  }

  @Test
  void sameSeedSameBytesAnotherSeedOthers() throws IOException {
    Path a = folder.resolve("a.safetensors");
    Path b = folder.resolve("b.safetensors");
    Path c = folder.resolve("c.safetensors");
    Cli.ok("train", "--data", IRIS, "--target", "species", "--seed", 3, "--model", a);
    Cli.ok("train", "--data", IRIS, "--target", "species", "--seed", 3, "--model", b);
    Cli.ok("train", "--data", IRIS, "--target", "species", "--seed", 4, "--model", c);

    assertThat(Files.readAllBytes(a)).isEqualTo(Files.readAllBytes(b));
    assertThat(Files.readAllBytes(a)).isNotEqualTo(Files.readAllBytes(c));
  }

  /** The network is large enough for its operations to be divided. */
  @Test
  void anyNumberOfThreadsWritesTheSameFile() throws IOException {
    List<byte[]> files = new ArrayList<>();
    for (String threads : List.of("1", "2", "5", "auto")) {
      Path model = folder.resolve(threads + ".safetensors");
      Cli.ok(
          "train",
          "--data",
          IRIS,
          "--target",
          "species",
          "--layers",
          "96:tanh,64:relu",
          "--batch",
          "full",
          "--epochs",
          40,
          "--threads",
          threads,
          "--model",
          model);
      files.add(Files.readAllBytes(model));
    }
    assertThat(files).allSatisfy(file -> assertThat(file).isEqualTo(files.get(0)));
  }

  @Test
  void trainsTheSameParametersOnEveryJdk() {
    JsonNode result =
        Cli.ok(
                "train",
                "--data",
                IRIS,
                "--target",
                "species",
                "--layers",
                "8:tanh,dropout,6:gelu",
                "--optimizer",
                "adam",
                "--loss",
                "mse",
                "--epochs",
                25,
                "--batch",
                16,
                "--seed",
                42,
                "--validation",
                0.25,
                "--json",
                "--model",
                folder.resolve("m.safetensors"))
            .json();

    assertThat(result.path("parameters_sha256").asString())
        .isEqualTo("f4b48cb063b3b419a023f88f7f24ae9af5b9d84d892fa44e97ba182215cffa32");
  }

  @ParameterizedTest
  @CsvSource({
    "iris, species, accuracy, 0.94",
    "wine, cultivar, accuracy, 0.97",
    "breast_cancer, diagnosis, accuracy, 0.96",
    "digits, digit, accuracy, 0.97",
    "diabetes, progression, r2, 0.42"
  })
  void defaultsDoWell(String data, String target, String metric, double least) {
    double sum = 0;
    for (int seed = 1; seed <= 5; seed++) {
      JsonNode result =
          Cli.ok(
                  "train",
                  "--data",
                  Cli.DATA.resolve(data + ".csv"),
                  "--target",
                  target,
                  "--seed",
                  seed,
                  "--json",
                  "--model",
                  folder.resolve("m.safetensors"))
              .json();
      sum += result.path("metrics").path(metric).asDouble();
    }

    assertThat(sum / 5).as("mean held-out %s over seeds 1 to 5", metric).isGreaterThan(least);
  }

  @Test
  void trainsWithoutHiddenLayersAndReportsTheMetricsAskedFor() {
    JsonNode result =
        Cli.ok(
                "train",
                "--data",
                IRIS,
                "--target",
                "species",
                "--layers",
                "none",
                "--metrics",
                "f1,f1(average=micro),top_k(k=2)",
                "--json",
                "--model",
                folder.resolve("m.safetensors"))
            .json();

    assertThat(result.path("layers").size()).isEqualTo(1);
    assertThat(result.path("metrics").propertyNames())
        .containsExactly("f1", "f1(average=micro)", "top_k", "loss");
  }

  @Test
  void reportsInWords() {
    Cli.Result result =
        Cli.ok(
            "train",
            "--data",
            IRIS,
            "--target",
            "species",
            "--model",
            folder.resolve("m.safetensors"),
            "--epochs",
            20);

    assertThat(result.out())
        .contains("150 rows", "120 to train, 30 validation", "accuracy", "actual \\ predicted")
        .containsPattern("sha256 [0-9a-f]{64}")
        .contains("m.safetensors", "JDK");
    assertThat(result.err().lines()).as("a line for every tenth").hasSize(10);
    assertThat(result.err()).contains("epoch 20/20", "loss", "accuracy", "samples/s", "ETA");
  }

  @Test
  void handlesCategoriesMissingValuesWeightsAndSeparateFiles() {
    StringBuilder csv = new StringBuilder("size,colour,weight,y\n");
    String[] colours = {"red", "green", "\"dark, blue\"", ""};
    for (int i = 0; i < 60; i++) {
      csv.append(i % 7 == 0 ? "" : i % 10).append(',').append(colours[i % 4]).append(',');
      csv.append(1 + i % 3).append(',').append(i % 4 < 2 ? "yes" : "no").append('\n');
    }
    Path data = Cli.write(folder.resolve("data.csv"), csv.toString());
    Path held = Cli.write(folder.resolve("held.csv"), "y,size,colour\nyes,1,red\nno,2,violet\n");
    Path model = folder.resolve("m.safetensors");

    Cli.Result result =
        Cli.ok(
            "train",
            "--data",
            data,
            "--target",
            "y",
            "--sample-weight",
            "weight",
            "--class-weight",
            "balanced",
            "--imputation",
            "median",
            "--scaling",
            "min_max",
            "--validation",
            held,
            "--test",
            "0.2",
            "--model",
            model,
            "--json",
            "--epochs",
            5);

    assertThat(result.json().path("evaluated_on").asString()).isEqualTo("test");
    assertThat(result.json().path("samples").asInt()).isEqualTo(12);
    assertThat(result.err()).contains("does not know 'violet' in column 'colour'");
    assertThat(Cli.ok("evaluate", "--model", model, "--data", held).out()).contains("2 samples");
  }

  @Test
  void predictsSeveralValues() {
    StringBuilder csv = new StringBuilder("x,a,b\n");
    for (int i = 0; i < 40; i++) {
      csv.append(i * 0.5).append(',').append(i * 3.5 - 7).append(',').append(100 - i).append('\n');
    }
    Path data = Cli.write(folder.resolve("lines.csv"), csv.toString());
    Path model = folder.resolve("m.safetensors");

    JsonNode trained =
        Cli.ok("train", "--data", data, "--target", "a,b", "--model", model, "--json").json();

    assertThat(trained.path("task").asString()).isEqualTo("regression");
    assertThat(trained.path("metrics").path("r2").asDouble()).isGreaterThan(0.9);
    assertThat(Cli.ok("predict", "--model", model, "--data", data).out())
        .startsWith("prediction_a,prediction_b\n");
  }

  @Test
  void learnsFivePoints() {
    Path model = folder.resolve("five.safetensors");
    Cli.ok("train", Cli.EXAMPLES.resolve("five_points.yaml"), "--model", model);

    List<String> lines =
        Cli.ok("predict", "--model", model, "--data", Cli.DATA.resolve("five_points.csv"))
            .out()
            .lines()
            .toList();

    assertThat(Double.parseDouble(lines.get(1))).isGreaterThan(0.9);
    for (String line : lines.subList(2, 6)) {
      assertThat(Double.parseDouble(line)).isLessThan(0.1);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "digits, accuracy, 0.95",
    "iris, accuracy, 0.9",
    "wine, accuracy, 0.94",
    "breast_cancer, accuracy, 0.95",
    "diabetes, r2, 0.4"
  })
  void trainsTheExample(String name, String metric, double least) {
    JsonNode result =
        Cli.ok(
                "train",
                Cli.EXAMPLES.resolve(name + ".yaml"),
                "--json",
                "--model",
                folder.resolve("m.safetensors"))
            .json();

    assertThat(result.path("metrics").path(metric).asDouble()).isGreaterThan(least);
  }
}
