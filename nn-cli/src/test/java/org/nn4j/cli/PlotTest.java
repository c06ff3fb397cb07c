package org.nn4j.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class PlotTest {
  private static final Path POINTS = Cli.DATA.resolve("five_points.csv");
  private static final Path IRIS = Cli.DATA.resolve("iris.csv");

  @TempDir private static Path folder;
  private static Path model;
  private static Path run;

  @BeforeAll
  static void train() {
    model = folder.resolve("five.nn.safetensors");
    Path config = Cli.EXAMPLES.resolve("five_points.yaml");
    String json = Cli.ok("train", config, "--model", model, "--json").out();
    run = Cli.write(folder.resolve("five.json"), json);
  }

  private static JsonNode figure(Object... args) {
    return Cli.ok(args).json().path("figures").path(0);
  }

  @Test
  void theSurfaceOfTheFivePointsIsWhatTheNetworkPredicts() {
    JsonNode surface =
        figure("plot", "surface", "--model", model, "--data", POINTS, "--terminal", "--json");
    JsonNode values = surface.path("marks").path(0).path("values");

    // [−2, 2]² in steps of 1/25: the origin is cell 50, a unit is 25 cells.
    assertThat(values.size()).isEqualTo(101);
    assertThat(values.path(100).size()).isEqualTo(101);
    List<String> predicted =
        Cli.ok("predict", "--model", model, "--data", POINTS).out().lines().skip(1).toList();
    int[][] cells = {{50, 50}, {50, 75}, {25, 50}, {50, 25}, {75, 50}};
    for (int i = 0; i < cells.length; i++) {
      assertThat(values.path(cells[i][0]).path(cells[i][1]).asDouble())
          .as("point %d", i)
          .isCloseTo(Double.parseDouble(predicted.get(i)), within(1e-15));
    }
    assertThat(surface.path("marks").path(1).path("points").toString()).isEqualTo("[[0.0,0.0]]");
    assertThat(surface.path("marks").path(2).path("points").size()).isEqualTo(4);
    assertThat(surface.path("summary").asString()).endsWith("the colours meet at 0.5.");
  }

  @Test
  void theSurfaceNeedsNoDataAndTakesAnotherView() {
    JsonNode surface =
        figure(
            "plot",
            "surface",
            "--model",
            model,
            "--range",
            "-1,3",
            "--steps",
            8,
            "--threshold",
            0.25,
            "--terminal",
            "--json");

    assertThat(surface.path("marks")).hasSize(1);
    assertThat(surface.path("marks").path(0).path("values").size()).isEqualTo(9);
    assertThat(surface.path("x").path("range").toString()).isEqualTo("[-1.25,3.25]");
    assertThat(surface.path("summary").asString()).endsWith("meet at 0.25.");
  }

  @Test
  void theSurfaceOfAClassifierIsTheProbabilityOfAClass() {
    Path iris = folder.resolve("petals.nn.safetensors");
    Cli.ok(
        "train",
        "--data",
        IRIS,
        "--target",
        "species",
        "--ignore",
        "sepal_length,sepal_width",
        "--epochs",
        20,
        "--model",
        iris);
    JsonNode surface =
        figure(
            "plot",
            "surface",
            "--model",
            iris,
            "--data",
            IRIS,
            "--class",
            "setosa",
            "--terminal",
            "--json");

    assertThat(surface.path("title").asString()).startsWith("probability of setosa over petal_");
    assertThat(surface.path("marks").path(1).path("points").size()).isEqualTo(50);
    assertThat(Cli.run("plot", "surface", "--model", iris, "--class", "oak", "--terminal").err())
        .contains("no class 'oak'; it has setosa, versicolor, virginica");
  }

  @Test
  void theSurfaceOfMoreInputsIsRefused() {
    Path iris = folder.resolve("iris.nn.safetensors");
    Cli.ok("train", "--data", IRIS, "--target", "species", "--epochs", 1, "--model", iris);
    Cli.Result result = Cli.run("plot", "surface", "--model", iris);

    assertThat(result.code()).isEqualTo(2);
    assertThat(result.err())
        .contains("a surface needs two numeric input columns, but the model has 4: sepal_length");
  }

  @Test
  void drawsAHistoryAsFilesAndInTheTerminal() throws IOException {
    Path svg = folder.resolve("history.svg");
    Path png = folder.resolve("history.png");
    String out =
        Cli.ok("plot", "history", run, "--picture", svg, "--picture", png, "--terminal").out();

    assertThat(out)
        .contains("Loss (logarithmic)", "Learning rate")
        .endsWith(svg + "\n" + png + "\n");
    assertThat(Files.readString(svg)).contains(">Loss<", ">Metrics (training)<", ">Learning rate<");
    assertThat(Files.readAllBytes(png)).startsWith(0x89, 'P', 'N', 'G');
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "not json | is not JSON: give what nn train --json printed",
        "{\"history\": []} | has no epochs in 'history'",
        "[1, 2] | has no epochs in 'history'"
      })
  void tellsWhatAHistoryIsReadFrom(String text, String message) {
    Path file = Cli.write(folder.resolve("wrong.json"), text);
    Cli.Result result = Cli.run("plot", "history", file);

    assertThat(result.code()).isEqualTo(2);
    assertThat(result.err()).contains(message);
  }

  @Test
  void drawsTheErrorsOfAGradientCheck() {
    JsonNode figure =
        figure("plot", "gradcheck", "--model", model, "--data", POINTS, "--terminal", "--json");

    assertThat(figure.path("x").path("logarithmic").asBoolean()).isTrue();
    assertThat(figure.path("y").path("logarithmic").asBoolean()).isTrue();
    assertThat(figure.path("marks").valueStream().map(mark -> mark.path("name").asString()))
        .containsExactly("forward", "backward", "central");
  }

  @Test
  void drawsActivationsByNameOrAll() {
    JsonNode leaky = figure("plot", "activations", "leaky_relu(slope=0.3)", "--terminal", "--json");

    assertThat(leaky.path("title").asString()).isEqualTo("leaky_relu(slope=0.3)");
    assertThat(leaky.path("marks").path(0).path("points").path(0).toString())
        .isEqualTo("[-5.0,-1.5]");
    assertThat(leaky.path("marks").path(1).path("points").path(0).toString())
        .isEqualTo("[-5.0,0.3]");
    assertThat(Cli.ok("plot", "activations", "--terminal", "--json").json().path("figures").size())
        .isGreaterThan(10);
    assertThat(Cli.run("plot", "activations", "softmax", "--terminal").err())
        .contains("softmax works on whole rows");
  }

  @ParameterizedTest
  @ValueSource(strings = {"history", "surface", "gradcheck", "activations"})
  void refusesPicturesOfOtherFormatsBeforeAnythingElse(String verb) {
    Cli.Result result =
        verb.equals("history")
            ? Cli.run("plot", verb, run, "--picture", "a.gif")
            : verb.equals("surface")
                ? Cli.run("plot", verb, "--model", model, "--picture", "a.gif")
                : Cli.run("plot", verb, "--picture", "a.gif");

    assertThat(result.code()).isEqualTo(2);
    assertThat(result.err()).contains("a.gif", "end its name in .svg or .png");
  }

  @Test
  void needsAVerb() {
    assertThat(Cli.run("plot").err()).contains("history, surface, gradcheck or activations");
  }

  @Test
  void writesBothFormatsHereByDefault() throws IOException {
    Path here = Files.createDirectory(folder.resolve("here"));
    List<String> command = Jvm.command("plot", "history", run.toAbsolutePath());
    try {
      Process process =
          new ProcessBuilder(command)
              .directory(here.toFile())
              .redirectErrorStream(true)
              .redirectOutput(here.resolve("out.txt").toFile())
              .start();
      assertThat(process.waitFor()).isZero();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
    assertThat(Files.readString(here.resolve("out.txt"))).isEqualTo("history.svg\nhistory.png\n");
    assertThat(here.resolve("history.svg")).exists();
    assertThat(here.resolve("history.png")).exists();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"1,1.0000000000000002", "2,1", "-1e308,1e308", "-Infinity,Infinity", "NaN,1"})
  @Timeout(60)
  void aSurfaceOverNoRangeIsRefused(String range) {
    Cli.Result result = Cli.run("plot", "surface", "--model", model, "--range", range);

    assertThat(result.code()).isEqualTo(2);
    assertThat(result.err()).startsWith("nn: --range must be LOW,HIGH with ");
  }
}
