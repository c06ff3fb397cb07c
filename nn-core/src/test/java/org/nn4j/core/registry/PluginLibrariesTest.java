package org.nn4j.core.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nn4j.api.Activation;
import org.nn4j.api.ElementwiseActivation;

/** What a plug-in sees: its libraries, the JDK and the contracts, and nothing else. */
class PluginLibrariesTest {
  @TempDir private Path temp;
  private final List<String> told = new ArrayList<>();

  private Path folder() throws IOException {
    return Files.createDirectories(temp.toRealPath().resolve("plugins"));
  }

  private Catalog load() throws IOException {
    return PluginLoader.load(
            List.of(folder()),
            failure -> {
              if (failure.toString().contains(".jar")) {
                told.add(failure.toString());
              }
            })
        .catalog();
  }

  /** A plug-in that needs a class of a library when it computes, and maybe earlier. */
  private static JarMaker needy(String constructor) {
    String source =
        JarMaker.activationSource("Needy", "acme.needy", constructor)
            .replace("return z;", "return org.lib.Util.twice(z);");
    return new JarMaker()
        .compileWith("org.lib.Util", util(2), "com.acme.Needy", source)
        .without("org.lib.Util")
        .service(Activation.class, "com.acme.Needy");
  }

  private static String util(int factor) {
    return "package org.lib; public class Util { public static double twice(double z) { return "
        + factor
        + " * z; } }";
  }

  private static JarMaker library(int factor) {
    return new JarMaker().compile("org.lib.Util", util(factor));
  }

  private static double of(Catalog catalog) {
    return ((ElementwiseActivation) catalog.create(Activation.class, "acme.needy")).value(1);
  }

  @Test
  void librariesInTheFolderBesideAPluginAreFound() throws IOException {
    needy("org.lib.Util.twice(1);").write(folder().resolve("needy.jar"));
    Files.createDirectory(folder().resolve("lib"));
    library(2).write(folder().resolve("lib").resolve("util.jar"));

    assertThat(of(load())).isEqualTo(2);
    assertThat(told).isEmpty();
  }

  @Test
  void theyAreFoundWhereALinkLeadsToo() throws IOException {
    Path target = Files.createDirectories(temp.resolve("project/target/lib"));
    library(2).write(target.resolve("util.jar"));
    Path jar = needy("").write(target.resolveSibling("needy.jar"));
    Files.createSymbolicLink(folder().resolve("needy.jar"), jar);

    assertThat(of(load())).isEqualTo(2);
  }

  @Test
  void whatTheManifestNamesIsFoundBeforeAndIsNoPlugin() throws IOException {
    needy("").classPath("util.jar").write(folder().resolve("needy.jar"));
    library(3).write(folder().resolve("util.jar"));
    Files.createDirectory(folder().resolve("lib"));
    library(2).write(folder().resolve("lib").resolve("util.jar"));

    assertThat(of(load())).isEqualTo(3);
    assertThat(told).isEmpty();
  }

  @Test
  void aLibraryThatIsNoJarIsTold() throws IOException {
    needy("").write(folder().resolve("needy.jar"));
    Files.createDirectory(folder().resolve("lib"));
    Files.writeString(folder().resolve("lib").resolve("util.jar"), "cut off");

    load();

    assertThat(told).singleElement().asString().startsWith("lib/util.jar: not a readable jar: ");
  }

  @Test
  void sourcesAndDocumentationBesideAPluginAreNoPlugins() throws IOException {
    needy("").write(folder().resolve("needy-1.0.jar"));
    new JarMaker()
        .service(Activation.class, "com.acme.Needy")
        .write(folder().resolve("needy-1.0-sources.jar"));
    new JarMaker().file("index.html", "").write(folder().resolve("needy-1.0-javadoc.jar"));

    load();

    assertThat(told).isEmpty();
  }

  @Test
  void aMissingLibraryIsToldWithClassJarAndWhatToDo() throws IOException {
    needy("org.lib.Util.twice(1);").write(folder().resolve("needy.jar"));
    String missing =
        "needy.jar needs org.lib.Util, which is neither in it nor in "
            + folder().resolve("lib")
            + ": put the jar that has it there";

    assertThatThrownBy(() -> load().get(Kind.ACTIVATION, "acme.needy"))
        .hasMessageContaining("com.acme.Needy (needy.jar): " + missing);
    assertThat(told).containsExactly("com.acme.Needy (needy.jar): " + missing);
  }

  @Test
  void aLibraryThatIsMissedLateIsToldAlike() throws IOException {
    needy("").write(folder().resolve("needy.jar"));
    Catalog catalog = load();

    assertThatThrownBy(() -> of(catalog))
        .isInstanceOfSatisfying(
            NoClassDefFoundError.class,
            error ->
                assertThat(PluginLoader.missing(error))
                    .contains(
                        "needy.jar needs org.lib.Util, which is neither in it nor in "
                            + folderUnchecked().resolve("lib")
                            + ": put the jar that has it there"));
    assertThat(PluginLoader.missing(new NoClassDefFoundError("x"))).isEmpty();
  }

  private Path folderUnchecked() {
    try {
      return folder();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private double tryToLoad(String className) throws IOException {
    String constructor =
        "try { Class.forName(\""
            + className
            + "\"); } catch (ClassNotFoundException e) { throw new IllegalStateException(e); }";
    new JarMaker()
        .activation("Curious", "acme.curious", constructor)
        .service(Activation.class, "com.acme.Curious")
        .write(folder().resolve("curious.jar"));
    return load().find(Kind.ACTIVATION, "acme.curious").isPresent() ? 1 : 0;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "org.nn4j.core.InputException",
        "org.nn4j.core.registry.Catalog",
        "com.google.inject.Guice",
        "com.google.common.collect.ImmutableList",
        "tools.jackson.databind.json.JsonMapper",
        "de.siegmar.fastcsv.reader.CsvReader",
        "jakarta.inject.Inject",
        "org.junit.jupiter.api.Test"
      })
  void aPluginDoesNotSeeTheProgramsLibraries(String className) throws IOException {
    assertThat(tryToLoad(className)).isZero();
    assertThat(told).singleElement().asString().contains("curious.jar needs " + className);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "org.nn4j.api.Matrix",
        "org.nn4j.api.math.NnMath",
        "org.slf4j.LoggerFactory",
        "java.sql.Driver",
        "com.sun.net.httpserver.HttpServer",
        "com.sun.source.tree.Tree",
        "sun.misc.Unsafe"
      })
  void aPluginSeesTheContractsTheLogAndTheJdk(String className) throws IOException {
    assertThat(tryToLoad(className)).isOne();
    assertThat(told).isEmpty();
  }

  @Test
  void aCopyOfTheContractsInAPluginIsPassedOver() throws IOException {
    new JarMaker()
        .activation("Bend", "acme.bend", "")
        .compile("org.nn4j.api.Later", "package org.nn4j.api; public class Later {}")
        .service(Activation.class, "com.acme.Bend", "org.nn4j.api.Later")
        .write(folder().resolve("bend.jar"));

    assertThat(load().find(Kind.ACTIVATION, "acme.bend")).isPresent();
    assertThat(told).singleElement().asString().startsWith("org.nn4j.api.Later (bend.jar): ");
  }

  @Test
  void aPluginsClassInAPackageOfNn4jIsNotBuiltIn() throws IOException {
    new JarMaker()
        .compile(
            "org.nn4j.core.activation.Impostor",
            JarMaker.activationSource("Impostor", "impostor", "")
                .replace("package com.acme", "package org.nn4j.core.activation"))
        .service(Activation.class, "org.nn4j.core.activation.Impostor")
        .write(folder().resolve("impostor.jar"));

    CatalogEntry entry = load().get(Kind.ACTIVATION, "impostor");

    assertThat(entry.builtIn()).isFalse();
    assertThat(entry.provider()).isEqualTo("org.nn4j.core.activation.Impostor (impostor.jar)");
    assertThat(load().get(Kind.ACTIVATION, "relu").builtIn()).isTrue();
  }
}
