package org.nn4j.core.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nn4j.api.Activation;
import org.nn4j.api.Loss;
import org.nn4j.core.InputException;
import org.nn4j.core.network.Network;
import org.nn4j.core.registry.Catalog;
import org.nn4j.core.registry.JarMaker;
import org.nn4j.core.registry.KernelsSelector;
import org.nn4j.core.registry.PluginLoader;

class UsedPluginsTest {
  @TempDir private Path temp;
  private Path plugins;
  private Path jar;
  private Path file;

  @BeforeEach
  void chooseFiles() throws IOException {
    plugins = Files.createDirectory(temp.resolve("plugins"));
    jar = plugins.resolve("acme-bend.jar");
    file = temp.resolve("model.safetensors");
  }

  private void writeJar(String version, String constructor) {
    new JarMaker()
        .activation("Bend", "acme.bend", constructor)
        .service(Activation.class, "com.acme.Bend")
        .version(version)
        .write(jar);
  }

  private Catalog catalog() {
    return PluginLoader.load(List.of(plugins)).catalog();
  }

  private Model load(Catalog catalog) {
    return ModelFile.load(file, catalog, KernelsSelector.standard());
  }

  /** Saves a model that needs the plug-in deep inside a layer. */
  private Model save(Map<String, String> provenance) {
    writeJar("1.2", "");
    Catalog catalog = catalog();
    Network network =
        Network.builder(2)
            .catalog(catalog)
            .layer("residual([dense(2, acme.bend), dense(2, relu)])")
            .dense(1, "identity")
            .build();
    Model model =
        new Model(network, catalog.create(Loss.class, "mse"), null, new Provenance(provenance));
    ModelFile.save(model, file);
    return model;
  }

  @Test
  void theFileTellsWhichPartsCameFromOutside() {
    save(Map.of("seed", "4", "plugin.loss.stale", "x.jar"));

    assertThat(load(catalog()).provenance().entries())
        .isEqualTo(Map.of("seed", "4", "plugin.activation.acme.bend", "acme-bend.jar 1.2"));
    assertThat(UsedPlugins.differences(load(catalog()), catalog())).isEmpty();
  }

  @Test
  void aMissingPluginIsNamedWithItsJarAndWhereToPutIt() throws IOException {
    save(Map.of());
    Files.delete(jar);

    assertThatThrownBy(() -> load(catalog()))
        .isInstanceOf(InputException.class)
        .hasMessage(
            file
                + ": it needs the activation 'acme.bend', a plug-in that is not here; it was"
                + " trained with 'acme-bend.jar 1.2': put that file into ~/.nn4j/plugins, or into a"
                + " folder that --plugins or NN4J_PLUGINS names");
  }

  @Test
  void allThatAreMissingAreNamedAtOnce() throws IOException {
    new JarMaker()
        .activation("Bend", "acme.bend", "")
        .activation("Bow", "acme.bow", "")
        .service(Activation.class, "com.acme.Bend", "com.acme.Bow")
        .write(plugins.resolve("acme.jar"));
    new JarMaker()
        .activation("Curve", "other.curve", "")
        .service(Activation.class, "com.acme.Curve")
        .write(plugins.resolve("other.jar"));
    Catalog catalog = catalog();
    Network network =
        Network.builder(2)
            .catalog(catalog)
            .dense(2, "acme.bend")
            .dense(2, "acme.bow")
            .dense(2, "other.curve")
            .dense(1, "identity")
            .build();
    ModelFile.save(
        new Model(network, catalog.create(Loss.class, "mse"), null, Provenance.NONE), file);
    Files.delete(plugins.resolve("acme.jar"));
    Files.delete(plugins.resolve("other.jar"));

    assertThatThrownBy(() -> load(catalog()))
        .isInstanceOf(InputException.class)
        .hasMessage(
            file
                + ": it needs 3 plug-ins that are not here: the activation 'acme.bend', trained"
                + " with 'acme.jar'; the activation 'acme.bow', trained with 'acme.jar'; the"
                + " activation 'other.curve', trained with 'other.jar': put those files into"
                + " ~/.nn4j/plugins, or into a folder that --plugins or NN4J_PLUGINS names");
  }

  @Test
  void aNameThatTwoPluginsHaveIsNotMissing() throws IOException {
    save(Map.of());
    Files.copy(jar, plugins.resolve("copy.jar"));

    assertThatThrownBy(() -> load(catalog()))
        .hasMessageContaining("two activations have the name 'acme.bend'")
        .hasMessageContaining("acme-bend.jar")
        .hasMessageContaining("copy.jar");
  }

  @Test
  void aPluginThatIsThereButBrokenSaysWhy() {
    save(Map.of());
    writeJar("1.2", "throw new IllegalStateException(\"no licence\");");

    assertThatThrownBy(() -> load(catalog()))
        .hasMessageEndingWith(
            ". Found but not loaded: com.acme.Bend (acme-bend.jar): IllegalStateException: no"
                + " licence");
  }

  @Test
  void anotherVersionIsTold() {
    save(Map.of());
    writeJar("1.3", "");

    assertThat(UsedPlugins.differences(load(catalog()), catalog()))
        .containsExactly(
            "the activation 'acme.bend' comes from acme-bend.jar 1.3; the model was trained with"
                + " 'acme-bend.jar 1.2'");
  }

  @Test
  void partsOfNn4jItselfAreNoPlugins() {
    Network network = Network.builder(2).layer("dropout(rate=0.2)").dense(1, "identity").build();

    Provenance provenance =
        UsedPlugins.record(
            new Model(
                network, Catalog.standard().create(Loss.class, "mse"), null, Provenance.NONE));

    assertThat(provenance.entries()).isEmpty();
  }
}
