package org.nn4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nn4j.core.crossval.CrossValidationResult;
import org.nn4j.experiment.Experiment;
import org.nn4j.experiment.Ranges;
import org.nn4j.experiment.SearchResult;
import org.nn4j.experiment.Trained;
import org.nn4j.experiment.Trial;
import tools.jackson.databind.JsonNode;

/** What Java code computes through the facade is what the command line computes. */
class FacadeTest {
  private static final Path IRIS = Cli.DATA.resolve("iris.csv");

  @TempDir private Path folder;

  static List<Path> examples() throws IOException {
    try (Stream<Path> files = Files.list(Cli.EXAMPLES)) {
      return files
          .filter(file -> file.toString().endsWith(".yaml"))
          .filter(file -> !file.toString().endsWith("search.yaml"))
          .sorted()
          .toList();
    }
  }

  private static Map<String, Double> metrics(JsonNode metrics) {
    Map<String, Double> map = new LinkedHashMap<>();
    metrics
        .properties()
        .forEach(entry -> map.put(entry.getKey(), entry.getValue().asDouble(Double.NaN)));
    return map;
  }

  @Test
  void thereAreExamples() throws IOException {
    assertThat(examples()).hasSizeGreaterThanOrEqualTo(6);
  }

  @ParameterizedTest
  @MethodSource("examples")
  void trainsEachExampleToTheBytesAndMetricsOfTheCommandLine(Path yaml) throws IOException {
    Path model = folder.resolve("cli.nn.safetensors");
    JsonNode cli = Cli.ok("train", yaml, "--model", model, "--json").json();

    Trained trained = Experiment.from(yaml).train();

    assertThat(trained.sha256()).isEqualTo(cli.path("parameters_sha256").asString());
    assertThat(trained.metrics()).isEqualTo(metrics(cli.path("metrics")));
    assertThat(trained.evaluatedOn()).isEqualTo(cli.path("evaluated_on").asString());
    assertThat(trained.history().epochs()).hasSize(cli.path("history").size());
    assertThat(trained.findings()).hasSize(cli.path("warnings").size());
    Path saved = folder.resolve("facade.nn.safetensors");
    trained.model().save(saved);
    JsonNode one = Cli.ok("evaluate", "--model", saved, "--data", data(yaml), "--json").json();
    JsonNode other = Cli.ok("evaluate", "--model", model, "--data", data(yaml), "--json").json();
    assertThat(one.path("metrics")).isEqualTo(other.path("metrics"));
  }

  private static Path data(Path yaml) throws IOException {
    String line =
        Files.readAllLines(yaml).stream().filter(l -> l.startsWith("data:")).findFirst().orElse("");
    return yaml.resolveSibling(line.substring("data:".length()).strip());
  }

  @Test
  void fillsInTheSameDefaults() {
    Trained trained = Experiment.on(IRIS).target("species").seed(7).with("preset", "fast").train();

    JsonNode cli =
        Cli.ok(
                "train",
                "--data",
                IRIS,
                "--target",
                "species",
                "--preset",
                "fast",
                "--seed",
                7,
                "--model",
                folder.resolve("m.nn.safetensors"),
                "--json")
            .json();
    assertThat(trained.sha256()).isEqualTo(cli.path("parameters_sha256").asString());
    assertThat(trained.metrics()).isEqualTo(metrics(cli.path("metrics")));
  }

  @Test
  void crossValidatesLikeTheCommandLine() {
    CrossValidationResult result =
        Experiment.on(IRIS).target("species").with("epochs", 5).crossValidate(3);

    JsonNode cli =
        Cli.ok(
                "crossval",
                "--data",
                IRIS,
                "--target",
                "species",
                "--epochs",
                5,
                "--folds",
                3,
                "--json")
            .json();
    assertThat(result.summary("accuracy").mean())
        .isEqualTo(cli.path("metrics").path("accuracy").path("mean").asDouble());
  }

  @Test
  void searchesLikeTheCommandLine() {
    Path yaml =
        Cli.write(
            folder.resolve("iris-search.yaml"),
            "data: "
                + IRIS.toAbsolutePath()
                + "\ntarget: species\nepochs: 3\nbatch: {int: [8, 32]}\n"
                + "optimizer: adam\noptimizer.lr: {log_uniform: [0.001, 0.1]}\n");
    JsonNode cli =
        Cli.ok(
                "search",
                yaml,
                "--trials",
                4,
                "--results",
                folder.resolve("r.jsonl"),
                "--best",
                folder.resolve("b.yaml"),
                "--json")
            .json();

    SearchResult fromFile = Experiment.from(yaml).search(4);
    SearchResult inCode =
        Experiment.on(IRIS)
            .target("species")
            .with("epochs", 3)
            .with("optimizer", "adam")
            .search(
                new Ranges().integers("batch", 8, 32).logUniform("optimizer.lr", 0.001, 0.1), 4);

    List<Double> scores = new ArrayList<>();
    cli.path("trials")
        .forEach(trial -> scores.add(trial.path("metrics").path("accuracy").asDouble()));
    assertThat(fromFile.trials()).extracting(Trial::score).isEqualTo(scores);
    assertThat(inCode.trials()).extracting(Trial::score).isEqualTo(scores);
    JsonNode best =
        Cli.ok(
                "train",
                folder.resolve("b.yaml"),
                "--model",
                folder.resolve("best.nn.safetensors"),
                "--json")
            .json();
    assertThat(inCode.best().train().sha256()).isEqualTo(best.path("parameters_sha256").asString());
  }

  @Test
  void goesOnFromACheckpointOfTheCommandLine() {
    Path run = folder.resolve("run");
    Cli.ok(
        "train",
        "--data",
        IRIS,
        "--target",
        "species",
        "--epochs",
        3,
        "--schedule",
        "constant",
        "--checkpoint",
        run,
        "--model",
        folder.resolve("m.nn.safetensors"));
    Experiment six =
        Experiment.on(IRIS).target("species").with("epochs", 6).with("schedule", "constant");

    assertThat(six.with("checkpoint", run).with("resume", run).train().sha256())
        .isEqualTo(six.train().sha256());
  }
}
