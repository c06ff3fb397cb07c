package org.nn4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Takes the example plug-in through its whole life: built, dropped in, trained with, loaded. */
class PluginExampleTest {
  private static final Path DIABETES = Cli.DATA.resolve("diabetes.csv");

  @TempDir private static Path folder;
  private static Path plugins;
  private static Path model;
  private static JsonNode trained;

  @BeforeAll
  static void buildAndTrain() throws IOException {
    plugins = Files.createDirectory(folder.resolve("plugins"));
    model = folder.resolve("diabetes.safetensors");
    AcmePlugin.build(plugins.resolve("acme-nn-1.0.0.jar"), folder.resolve("classes"));
    trained = Cli.ok(training("--plugins", plugins, "--model", model)).json();
  }

  private static Object[] training(Object... more) {
    List<Object> words = new ArrayList<>(List.of("train", "--data", DIABETES));
    words.addAll(List.of("--target", "progression", "--layers"));
    words.add("16:acme.squareplus(b=2),8:acme.squared_relu(scale=0.5)");
    words.addAll(List.of("--loss", "acme.cauchy(scale=0.8)", "--epochs", 60, "--json"));
    words.addAll(List.of(more));
    return words.toArray();
  }

  @Test
  void theNetworkLearns() {
    assertThat(trained.path("metrics").path("r2").asDouble()).isGreaterThan(0.3);
  }

  @Test
  void pluginsListNamesTheJarsParts() {
    assertThat(Cli.ok("plugins", "list", "--plugins", plugins).out())
        .contains("acme.squareplus(b=4", "acme.squared_relu(scale=1", "acme.cauchy(scale=1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"--add-modules=jdk.incubator.vector", "-Dscalar="})
  void thePartsPassTheirContractsWithTheVectorApiAndWithout(String flag) throws Exception {
    Object[] parts = {"acme.squareplus", "acme.squared_relu", "acme.cauchy"};
    List<Object> words = new ArrayList<>(List.of("plugins", "verify"));
    words.addAll(List.of(parts));
    words.addAll(List.of("--plugins", plugins));
    Process other = launch(flag, words.toArray());
    String out = new String(other.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(other.waitFor(5, TimeUnit.MINUTES)).isTrue();
    assertThat(other.exitValue()).as(out).isZero();
  }

  /** A checkpoint that was got from somewhere must not say which code is run. */
  @Test
  void aRunThatIsResumedLoadsNoPluginsThatItsCheckpointNames() throws IOException {
    Path run = folder.resolve("run");
    Cli.ok(
        training(
            "--plugins",
            plugins,
            "--checkpoint",
            run,
            "--stop-when",
            "epoch >= 2",
            "--model",
            folder.resolve("part.safetensors")));
    Object[] resume = {"train", "--resume", run, "--stop-when", "epoch >= 3", "--json"};
    Cli.Result refused = Cli.run(resume);

    assertThat(refused.code()).isEqualTo(2);
    assertThat(refused.json().path("error").path("message").asString())
        .contains("acme.")
        .contains("--plugins");
    assertThat(refused.err())
        .containsPattern(
            "note: .*checkpoint-.*names folders of plug-ins, from which nothing is loaded unless you"
                + " name them; if the run needs them, add --plugins .*plugins"
                + " \\(acme-nn-1.0.0.jar\\)");
    List<Object> named = new ArrayList<>(List.of(resume));
    named.addAll(List.of("--plugins", plugins));
    assertThat(Cli.ok(named.toArray()).json().path("history")).hasSize(3);
  }

  @Test
  void gradientsOfTheModelPass() {
    Cli.ok("gradcheck", "--model", model, "--data", DIABETES, "--plugins", plugins);
  }

  @Test
  void anotherProcessWithTheVectorApiTrainsTheSameBytes() throws Exception {
    Process other =
        launch(
            "--add-modules=jdk.incubator.vector",
            training("--plugins", plugins, "--model", folder.resolve("other.safetensors")));
    String out = new String(other.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(other.waitFor(5, TimeUnit.MINUTES)).isTrue();
    assertThat(other.exitValue()).isZero();
    assertThat(JsonMapper.shared().readTree(out).path("parameters_sha256"))
        .isEqualTo(trained.path("parameters_sha256"));
  }

  @Test
  void anotherProcessLoadsTheModelAndPredictsTheSame() throws Exception {
    Object[] predict = {"predict", "--model", model, "--data", DIABETES, "--plugins", plugins};
    Process other = launch("-Dnothing=", predict);
    String out = new String(other.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(other.waitFor(5, TimeUnit.MINUTES)).isTrue();
    assertThat(out).isEqualTo(Cli.ok(predict).out());
    assertThat(out.lines()).hasSize(443);
  }

  private static Process launch(String flag, Object... words) throws IOException {
    List<String> command = Jvm.command(words);
    command.set(command.indexOf(Jvm.QUICK), flag);
    return new ProcessBuilder(command).redirectError(folder.resolve("stderr.txt").toFile()).start();
  }

  @Test
  void withoutTheJarTheModelIsRefusedByThePartsName() {
    Cli.Result result = Cli.run("predict", "--model", model, "--data", DIABETES);

    assertThat(result.code()).isEqualTo(2);
    assertThat(result.out()).isEmpty();
    assertThat(result.err())
        .contains(model.toString(), "it needs 3 plug-ins that are not here: the activation")
        .contains("'acme.squared_relu'", "'acme.squareplus'", "the loss 'acme.cauchy', trained")
        .contains("with 'acme-nn-1.0.0.jar 1.0.0'", "put that file into", "--plugins")
        .doesNotContain("\tat ");
  }
}
