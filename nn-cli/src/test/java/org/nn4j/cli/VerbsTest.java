package org.nn4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class VerbsTest {
  private static final Path IRIS = Cli.DATA.resolve("iris.csv");

  @TempDir private static Path folder;
  private static Path model;

  @BeforeAll
  static void train() {
    model = folder.resolve("iris.safetensors");
    Cli.ok(
        "train",
        "--data",
        IRIS,
        "--target",
        "species",
        "--layers",
        "6:tanh",
        "--epochs",
        20,
        "--model",
        model);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "train",
        "evaluate",
        "predict",
        "explain",
        "gradcheck",
        "lr-find",
        "inspect",
        "plugins list",
        "plugins show",
        "plugins verify",
        "plugins new",
        "doctor",
        "shell"
      })
  void everyVerbHasHelpWithAnExampleAndJson(String verb) {
    Object[] args = (verb + " --help").split(" ");

    assertThat(Cli.ok(args).out()).contains("Example", "nn " + verb, "--json").doesNotContain("(?");
  }

  @Test
  void helpsWithoutAVerb() {
    assertThat(Cli.ok().out())
        .contains("train", "evaluate", "predict", "gradcheck", "inspect", "plugins", "doctor");
    assertThat(Cli.ok("--version").out()).startsWith("nn4j ");
  }

  @Test
  void takesHelpAsAVerb() {
    assertThat(Cli.ok("help")).isEqualTo(Cli.ok("--help"));
    assertThat(Cli.ok("help", "plugins", "list")).isEqualTo(Cli.ok("plugins", "list", "--help"));
  }

  @Test
  void checksGradientsOfSettings() {
    JsonNode json =
        Cli.ok(
                "gradcheck",
                "--data",
                IRIS,
                "--target",
                "species",
                "--layers",
                "8:tanh,8:gelu",
                "--json")
            .json();

    assertThat(json.path("passed").asBoolean()).isTrue();
    assertThat(json.path("max_relative_error").asDouble()).isLessThan(1e-6);
    assertThat(json.path("worst").path("variable").asString()).startsWith("layers.");
    assertThat(json.path("parameters").size()).isEqualTo(6);
  }

  @Test
  void checksGradientsOfAModelAndSweepsSteps() {
    Cli.Result result = Cli.ok("gradcheck", "--model", model, "--data", IRIS, "--sweep");

    assertThat(result.out()).contains("layers.0.weight", "passed:", "forward", "1.0e-05");
  }

  /** The diabetes data, the target in other units: a loss of 3e10. */
  @Test
  void checksGradientsWhereTheLossIsLarge() throws IOException {
    List<String> lines = Files.readAllLines(Cli.DATA.resolve("diabetes.csv"));
    StringBuilder prices = new StringBuilder(lines.get(0)).append('\n');
    for (String line : lines.subList(1, lines.size())) {
      int comma = line.lastIndexOf(',');
      double price = 1000 * Double.parseDouble(line.substring(comma + 1)) + 37;
      prices.append(line, 0, comma + 1).append(price).append('\n');
    }
    Path data = Cli.write(folder.resolve("prices.csv"), prices.toString());
    for (String layers : new String[] {"16:tanh", "16:relu", "12:elu,8:softsign"}) {
      Object[] check = {
        "gradcheck",
        "--data",
        data,
        "--target",
        "progression",
        "--target-scaling",
        "none",
        "--layers",
        layers
      };
      String text = Cli.ok(check).out();
      assertThat(text)
          .as(layers)
          .contains("passed:", "too small beside the loss")
          .doesNotContain("kink");
      JsonNode json = Cli.ok(Stream.concat(Stream.of(check), Stream.of("--json")).toArray()).json();
      assertThat(json.path("passed").asBoolean()).isTrue();
      assertThat(json.path("max_relative_error").asDouble()).isLessThan(1e-6);
      assertThat(json.path("unresolved").asInt()).isBetween(1, json.path("checked").asInt() / 4);
    }
  }

  @Test
  void failsACheckThatDoesNotPass() {
    Cli.Result result =
        Cli.run("gradcheck", "--model", model, "--data", IRIS, "--tolerance", "1e-16", "--json");

    assertThat(result.code()).isEqualTo(1);
    assertThat(result.json().path("passed").asBoolean(true)).isFalse();
  }

  @Test
  void inspectsAModel() {
    assertThat(Cli.ok("inspect", model).out())
        .contains("4-6-3", "51 parameters", "layers.0.weight", "4×6", "petal_width", "setosa")
        .contains("data_sha256", "seed");
    JsonNode json = Cli.ok("inspect", model, "--json").json();
    assertThat(json.path("layers").size()).isEqualTo(2);
    assertThat(json.path("parameters").asInt()).isEqualTo(51);
  }

  @Test
  void tracesARow() {
    JsonNode layers =
        Cli.ok("inspect", model, "--trace", "--data", IRIS, "--row", 51, "--json")
            .json()
            .path("layers");

    assertThat(layers.size()).isEqualTo(2);
    assertThat(layers.path(0).path("z").path(0).size()).isEqualTo(6);
    assertThat(layers.path(0).path("output")).isEqualTo(layers.path(1).path("input"));
    assertThat(layers.path(1).path("delta"))
        .isEqualTo(layers.path(1).path("gradients").path("bias"));
    assertThat(Cli.ok("inspect", model, "--trace", "--data", IRIS).out())
        .contains("input", "z", "output", "delta", "gradient of weight", "loss");
    assertThat(Cli.run("inspect", model, "--trace", "--data", IRIS, "--row", 151).err())
        .contains("row 151", "1 to 150");
    assertThat(Cli.run("inspect", model, "--trace").code()).isEqualTo(2);
  }

  @Test
  void listsAndShowsParts() {
    assertThat(Cli.ok("plugins", "list").out())
        .contains("activations", "losses", "leaky_relu(slope=0.01)", "metrics");
    JsonNode optimizers = Cli.ok("plugins", "list", "optimizers", "--json").json();
    assertThat(optimizers.path("optimizers").size()).isGreaterThanOrEqualTo(11);
    assertThat(Cli.ok("plugins", "show", "swish").out()).contains("silu", "aliases", "swish");
    assertThat(Cli.ok("plugins", "show", "adamw").out())
        .contains("weight_decay", "number", "0.01", "optimizer");
    assertThat(Cli.run("plugins", "show", "adamm").err()).contains("'adam'");
    assertThat(Cli.run("plugins", "list", "losse").err()).contains("losses");
  }

  @Test
  void tellsAboutTheInstallation() {
    assertThat(Cli.ok("doctor").out()).contains("jdk", "kernels", "scalar", "processors");
    JsonNode json = Cli.ok("doctor", "--json").json();
    assertThat(json.path("healthy").asBoolean()).isTrue();
    Cli.Result sick = Cli.run("doctor", "--kernels", "warp");
    assertThat(sick.code()).isEqualTo(1);
    assertThat(sick.out()).contains("unknown kernels 'warp'");
  }

  @Test
  void logsOnRequestToStandardErrorAlone() {
    assertThat(Cli.ok("evaluate", "--model", model, "--data", IRIS, "--json", "-v").json())
        .isNotNull();
  }
}
