package org.nn4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Plug-ins that are source files: checked before they are used for the first time. */
class SourcePluginTest {
  @TempDir private Path folder;

  private Path source(String name, String derivative) throws IOException {
    return Files.writeString(
        folder.resolve(name + ".java"),
        """
        // written at %s, so that no earlier run has compiled it
        import org.nn4j.api.ElementwiseActivation;
        import org.nn4j.api.math.NnMath;

        public record %s(double scale) implements ElementwiseActivation {
          public %s() {
            this(1);
          }

          @Override
          public String name() {
            return "my.wave";
          }

          @Override
          public double value(double z) {
            return scale * NnMath.tanh(z);
          }

          @Override
          public double derivative(double z, double a) {
            return %s;
          }
        }
        """
            .formatted(Instant.now(), name, name, derivative));
  }

  private Cli.Result train(Path plugin, Object... more) {
    List<Object> words = new ArrayList<>(List.of("train", "--data", Cli.DATA.resolve("iris.csv")));
    words.addAll(List.of("--target", "species", "--layers", "8:my.wave(scale=2)", "--epochs", 3));
    words.addAll(List.of("--plugins", plugin, "--model", folder.resolve("iris.safetensors")));
    words.addAll(List.of(more));
    return Cli.run(words.toArray());
  }

  @Test
  void itIsCheckedOnceAndServesAModelThatNamesIt() throws IOException {
    Path plugin = source("Wave", "scale - a * a / scale");

    Cli.Result first = train(plugin);
    assertThat(first.code()).as(first.err()).isZero();
    assertThat(first.err()).contains("Wave.java: activation my.wave(scale=1.0): all");
    assertThat(train(plugin).err()).doesNotContain("checks");

    Path model = folder.resolve("iris.safetensors");
    Path data = Cli.DATA.resolve("iris.csv");
    assertThat(Cli.run("predict", "--model", model, "--data", data).err())
        .contains("trained with 'Wave.java': put that file into ~/.nn4j/plugins");
    Cli.ok("predict", "--model", model, "--data", data, "--plugins", plugin);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"activation", "loss", "optimizer", "schedule", "initializer", "layer", "metric"})
  void theSourceThatPluginsNewWritesPassesItsChecks(String kind) {
    Cli.Result written =
        Cli.ok("plugins", "new", kind, "acme.trial", "--source", "--dir", folder, "--json");
    String file = written.json().path("file").asString();

    assertThat(Cli.ok("plugins", "verify", "acme.trial", "--plugins", file).out())
        .contains(kind + " acme.trial", "hold");
    assertThat(Cli.run("plugins", "new", kind, "acme.trial", "--source", "--dir", folder).err())
        .contains("is there already and is not overwritten");
  }

  @Test
  void oneWithAWrongDerivativeIsUsedOnlyIfToldSo() throws IOException {
    Path plugin = source("Wrong", "1.5 * scale - a * a");

    Cli.Result refused = train(plugin);
    assertThat(refused.code()).isEqualTo(1);
    assertThat(refused.err())
        .contains(
            "Wrong.java: activation my.wave(scale=1.0)", "before its first use", "--no-verify");
    assertThat(train(plugin, "--no-verify").code()).isZero();
    assertThat(train(plugin).code()).isEqualTo(1);
  }

  @Test
  void oneInAFolderThatDoesNotPassIsLeftOutAndTheOthersServe() throws IOException {
    Path place = Files.createDirectory(folder.resolve("plugins"));
    Path good = source("Wave", "scale - a * a / scale");
    Files.move(good, place.resolve("Wave.java"));
    Path wrong = source("Wrong", "1.5 * scale - a * a");
    String text = Files.readString(wrong).replace("my.wave", "my.wrong");
    Files.writeString(place.resolve("Wrong.java"), text);

    Cli.Result used = train(place);
    assertThat(used.code()).as(used.err()).isZero();
    assertThat(used.err())
        .containsOnlyOnce("plug-in left out: Wrong.java: activation my.wrong(scale=1.0) does not");
    Cli.Result refused =
        Cli.run(
            "train",
            "--data",
            Cli.DATA.resolve("iris.csv"),
            "--target",
            "species",
            "--layers",
            "8:my.wrong",
            "--plugins",
            place);
    assertThat(refused.code()).isEqualTo(2);
    assertThat(refused.err()).contains("unknown activation 'my.wrong'", "before its first use");
  }
}
