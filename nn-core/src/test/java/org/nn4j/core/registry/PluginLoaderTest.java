package org.nn4j.core.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nn4j.api.Activation;
import org.nn4j.api.Initializer;
import org.nn4j.api.KernelsProvider;
import org.nn4j.api.Layer;
import org.nn4j.core.InputException;
import org.nn4j.core.activation.Activations;

class PluginLoaderTest {
  @TempDir Path folder;

  @Test
  void findsAPartInAJarWithItsOrigin() {
    good("acme.bend").version("1.2").write(folder.resolve("bend.jar"));

    Catalog catalog = load();

    CatalogEntry entry = catalog.get(Kind.ACTIVATION, "acme.bend");
    assertThat(entry.origin()).isEqualTo(new Origin("bend.jar", "1.2"));
    assertThat(entry.provider()).isEqualTo("com.acme.Bend (bend.jar 1.2)");
    assertThat(catalog.create(Activation.class, "Acme.Bend").name()).isEqualTo("acme.bend");
    assertThat(newFailures(catalog)).isEmpty();
  }

  @Test
  void takesTheVersionFromTheFileNameWhereNothingElseTellsIt() {
    good("acme.bend").write(folder.resolve("bend-3.4.jar"));

    assertThat(load().get(Kind.ACTIVATION, "acme.bend").origin())
        .isEqualTo(new Origin("bend-3.4.jar", "3.4"));
  }

  @Test
  void readsAPartsParameters() {
    new JarMaker()
        .compile(
            "com.acme.Scaled",
            """
            package com.acme;
            public record Scaled(double byFactor) implements org.nn4j.api.ElementwiseActivation {
              public Scaled() { this(2); }
              public String name() { return "acme.scaled"; }
              public double value(double z) { return byFactor * z; }
              public double derivative(double z, double a) { return byFactor; }
            }
            """)
        .service(Activation.class, "com.acme.Scaled")
        .write(folder.resolve("scaled.jar"));

    assertThat(load().create(Activation.class, "acme.scaled(by_factor=3)").expression())
        .isEqualTo("acme.scaled(by_factor=3.0)");
  }

  @Test
  void oneBrokenProviderCostsNoOther() throws IOException {
    new JarMaker()
        .activation("First", "acme.first", "")
        .activation("Forgotten", "acme.forgotten", "")
        .activation("Throws", "acme.throws", "throw new IllegalStateException(\"no\\nlicence\");")
        .activation("Recursive", "acme.recursive", "new Recursive();")
        .compile(
            "com.acme.Needs",
            JarMaker.activationSource("Needs", "acme.needs", "new Helper();") + " class Helper {}")
        .activation("Future", "acme.future", "")
        .activation("Illegal", "My Name", "")
        .activation("Last", "acme.last", "")
        .compile("com.acme.Other", "package com.acme; public class Other {}")
        .service(
            Activation.class,
            "com.acme.First",
            "com.acme.Forgotten",
            "com.acme.Throws",
            "com.acme.Recursive",
            "com.acme.Needs",
            "com.acme.Future",
            "com.acme.Illegal",
            "com.acme.Other",
            "com.acme.Last")
        .service(Layer.class, "com.acme.NeverWritten")
        .service(Initializer.class, "not a class name")
        .without("com.acme.Forgotten")
        .without("com.acme.Helper")
        .fromTheFuture("com.acme.Future")
        .write(folder.resolve("mixed.jar"));

    Catalog catalog = load();

    assertThat(catalog.find(Kind.ACTIVATION, "acme.first")).isPresent();
    assertThat(catalog.find(Kind.ACTIVATION, "acme.last")).isPresent();
    List<LoadFailure> failures = newFailures(catalog);
    assertThat(failures).hasSize(9).allMatch(f -> "mixed.jar".equals(f.jar()));
    assertFailure(
        failures,
        "com.acme.Forgotten (mixed.jar): no such class, though META-INF/services/"
            + "org.nn4j.api.Activation names it");
    assertFailure(failures, "com.acme.Throws (mixed.jar): IllegalStateException: no licence");
    assertFailure(failures, "com.acme.Recursive (mixed.jar): StackOverflowError");
    assertFailure(
        failures,
        "com.acme.Needs (mixed.jar): mixed.jar needs com.acme.Helper, which is neither in it nor in"
            + " "
            + folder.toRealPath().resolve("lib")
            + ": put the jar that has it there");
    assertFailure(failures, futureProblem("com.acme.Future (mixed.jar): "));
    assertFailure(
        failures, "com.acme.Illegal (mixed.jar): IllegalArgumentException: a part's name must");
    assertFailure(
        failures, "com.acme.Other (mixed.jar): does not implement org.nn4j.api.Activation, though");
    assertFailure(failures, "com.acme.NeverWritten (mixed.jar): no such class");
    assertFailure(
        failures,
        "mixed.jar: 'not a class name' in META-INF/services/org.nn4j.api.Initializer is not a"
            + " class");
    assertThat(failures)
        .filteredOn(f -> "com.acme.NeverWritten".equals(f.provider()))
        .extracting(LoadFailure::kind)
        .containsExactly(Kind.LAYER);
    assertThat(failures).allSatisfy(f -> assertThat(f.toString()).doesNotContain("\n"));
  }

  @Test
  void aMissingSuperclassIsAFailureToo() {
    new JarMaker()
        .compile(
            "com.acme.Child",
            """
            package com.acme;
            class Base {}
            public abstract class Child extends Base implements org.nn4j.api.Activation {}
            """)
        .without("com.acme.Base")
        .activation("Fine", "acme.fine", "")
        .service(Activation.class, "com.acme.Child", "com.acme.Fine")
        .write(folder.resolve("base.jar"));

    Catalog catalog = load();

    assertThat(catalog.find(Kind.ACTIVATION, "acme.fine")).isPresent();
    assertFailure(
        newFailures(catalog), "com.acme.Child (base.jar): base.jar needs com.acme.Base, which");
  }

  @Test
  void aFileThatIsNoJarIsReportedAndTheOthersLoad() throws IOException {
    Files.writeString(folder.resolve("a-text.jar"), "not a zip");
    Files.writeString(folder.resolve("readme.txt"), "not a jar");
    Files.createDirectory(folder.resolve("folder.jar"));
    good("acme.bend").write(folder.resolve("bend.JAR"));

    Catalog catalog = load();

    assertThat(catalog.find(Kind.ACTIVATION, "acme.bend")).isPresent();
    assertThat(newFailures(catalog)).hasSize(1);
    assertFailure(newFailures(catalog), "a-text.jar: not a readable jar: ");
    assertThatThrownBy(() -> catalog.get(Kind.METRIC, "foo"))
        .hasMessageContaining("failed to load: a-text.jar: not a readable jar: ");
  }

  private static String futureProblem(String start) {
    int now = Runtime.version().feature();
    return start + "built for Java " + (now + 1) + ", this is " + now;
  }

  @Test
  void aServiceInModuleInfoAloneIsFound() {
    modular("acme.bend").write(folder.resolve("modular.jar"));

    Catalog catalog = load();

    assertThat(catalog.get(Kind.ACTIVATION, "acme.bend").origin().name()).isEqualTo("modular.jar");
    assertThat(newFailures(catalog)).isEmpty();
  }

  @Test
  void aServiceDeclaredBothWaysIsFoundOnce() {
    modular("acme.bend")
        .service(Activation.class, "com.acme.Bend")
        .write(folder.resolve("modular.jar"));

    assertThat(newFailures(load())).isEmpty();
    assertThat(load().find(Kind.ACTIVATION, "acme.bend")).isPresent();
  }

  @Test
  void aProviderThatModuleInfoAloneNamesMayBeBrokenToo() {
    modular("acme.bend").without("com.acme.Bend").write(folder.resolve("modular.jar"));

    assertFailure(newFailures(load()), "com.acme.Bend (modular.jar): no such class");
  }

  @Test
  void aModuleOfANewerJavaIsReported() {
    modular("acme.bend").fromTheFuture("module-info").write(folder.resolve("modular.jar"));

    assertThat(newFailures(load()))
        .extracting(LoadFailure::toString)
        .containsExactly(futureProblem("modular.jar: "));
  }

  @Test
  void aPartThatCannotBeListedIsReported() {
    new JarMaker()
        .compile("com.acme.Mute", described("Mute", "return null;"))
        .compile("com.acme.Angry", described("Angry", "throw new AssertionError(\"no\");"))
        .service(Activation.class, "com.acme.Mute", "com.acme.Angry")
        .write(folder.resolve("odd.jar"));

    assertFailure(
        newFailures(load()),
        "com.acme.Mute (odd.jar): IllegalArgumentException: description() returned null");
    assertFailure(newFailures(load()), "com.acme.Angry (odd.jar): AssertionError: no");
  }

  private static String described(String simpleName, String body) {
    String source = JarMaker.activationSource(simpleName, "acme.odd", "");
    return source.replace(
        "public String name", "public String description() { " + body + " }\n  public String name");
  }

  @Test
  void twoPartsOfOneNameCostNothingButThatName() {
    good("acme.bend").version("1").write(folder.resolve("one.jar"));
    good("acme.bend").version("2").write(folder.resolve("two.jar"));
    new JarMaker()
        .activation("Fine", "acme.fine", "")
        .service(Activation.class, "com.acme.Fine")
        .write(folder.resolve("three.jar"));
    String conflict =
        "two activations have the name 'acme.bend': com.acme.Bend (one.jar 1) and"
            + " com.acme.Bend (two.jar 2); remove or rename one";

    Catalog catalog = load();

    assertThat(catalog.find(Kind.ACTIVATION, "acme.fine")).isPresent();
    assertThat(catalog.list(Kind.ACTIVATION)).extracting(CatalogEntry::name).contains("acme.fine");
    assertThat(catalog.list(Kind.ACTIVATION))
        .extracting(CatalogEntry::name)
        .doesNotContain("acme.bend");
    assertThat(catalog.failures())
        .filteredOn(failure -> failure.reason().contains("acme.bend"))
        .extracting(LoadFailure::toString)
        .containsExactly(conflict);
    assertThatThrownBy(() -> catalog.get(Kind.ACTIVATION, "Acme.Bend"))
        .isInstanceOf(InputException.class)
        .hasMessage(conflict);
    assertThatThrownBy(() -> catalog.get(Kind.ACTIVATION, "acme.bnd"))
        .hasMessageStartingWith("unknown activation 'acme.bnd'")
        .hasMessageContaining(conflict);
    assertThatThrownBy(() -> catalog.get(Kind.LOSS, "acme.bend"))
        .hasMessageStartingWith("unknown loss 'acme.bend'");
  }

  @Test
  void anAliasThatTwoHaveMakesBothUnavailableAndSaysSo() {
    aliased("acme.one", "bend").write(folder.resolve("one.jar"));
    aliased("acme.two", "bend").write(folder.resolve("two.jar"));
    aliased("acme.three", "acme.two").write(folder.resolve("three.jar"));

    for (String name : List.of("bend", "acme.one")) {
      assertThatThrownBy(() -> load().get(Kind.ACTIVATION, name))
          .hasMessageContaining("have the name 'bend'")
          .hasMessageContaining("one.jar")
          .hasMessageContaining("two.jar");
    }
    assertThatThrownBy(() -> load().get(Kind.ACTIVATION, "acme.three"))
        .hasMessageContaining("two.jar")
        .hasMessageContaining("three.jar");
  }

  private static JarMaker aliased(String name, String alias) {
    String aliases =
        "public java.util.List<String> aliases() { return java.util.List.of(\"" + alias + "\"); }";
    return new JarMaker()
        .compile(
            "com.acme.Bend",
            JarMaker.activationSource("Bend", name, "")
                .replace("public String name", aliases + "\n  public String name"))
        .service(Activation.class, "com.acme.Bend");
  }

  @Test
  void aNameOfNn4jsOwnStaysNn4jsOwn() {
    good("relu").write(folder.resolve("own.jar"));
    aliased("acme.leaky", "leaky_relu").write(folder.resolve("alias.jar"));

    Catalog catalog = load();

    assertThat(catalog.get(Kind.ACTIVATION, "relu").builtIn()).isTrue();
    assertFailure(
        newFailures(catalog),
        "com.acme.Bend (own.jar): has the name 'relu' of org.nn4j.core.activation.Relu (");
    assertFailure(newFailures(catalog), "com.acme.Bend (alias.jar): has the name 'leaky_relu' of ");
    assertThatThrownBy(() -> catalog.get(Kind.ACTIVATION, "acme.leaky"))
        .hasMessageContaining("has the name 'leaky_relu' of");
  }

  @Test
  void aPartOfTheProgramKeepsItsNameFromPlugins() {
    good("acme.bend").write(folder.resolve("bend.jar"));
    Activation mine = Activations.of("acme.bend", z -> z, z -> 1);

    Catalog catalog = load().with(mine);

    assertThat(catalog.create(Activation.class, "acme.bend")).isSameAs(mine);
    assertFailure(newFailures(catalog), "com.acme.Bend (bend.jar): has the name 'acme.bend' of ");
  }

  @Test
  void jarsOfOneNameInTwoFoldersAreToldApartByTheirPaths() throws IOException {
    Path other = Files.createDirectory(folder.resolve("other"));
    Path one = good("acme.bend").write(folder.resolve("bend.jar"));
    Path two = good("acme.bend").write(other.resolve("bend.jar"));
    Catalog catalog = PluginLoader.load(List.of(folder, other)).catalog();

    assertThatThrownBy(() -> catalog.get(Kind.ACTIVATION, "acme.bend"))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("com.acme.Bend (" + one.toRealPath() + ")")
        .hasMessageContaining("com.acme.Bend (" + two.toRealPath() + ")");
  }

  @Test
  void aJarReachedTwiceIsLoadedOnce() throws IOException {
    Path other = Files.createDirectory(folder.resolve("other"));
    Path jar = good("acme.bend").write(folder.resolve("bend.jar"));
    Files.createSymbolicLink(other.resolve("link.jar"), jar);
    ClassLoader parent = PluginLoader.class.getClassLoader();

    assertThat(PluginLoader.load(List.of(folder, other)).catalog().failures()).isNotNull();
    try (URLClassLoader path = new URLClassLoader(new URL[] {jar.toUri().toURL()}, parent)) {
      assertThat(load(path).catalog().list(Kind.ACTIVATION))
          .extracting(CatalogEntry::name)
          .containsOnlyOnce("acme.bend");
    }
  }

  @Test
  void jarsBundleClassesOfTheSameNameWithoutClashing() {
    good("acme.one").write(folder.resolve("one.jar"));
    good("acme.two").write(folder.resolve("two.jar"));

    Catalog catalog = load();

    assertThat(catalog.get(Kind.ACTIVATION, "acme.one").prototype().getClass())
        .isNotSameAs(catalog.get(Kind.ACTIVATION, "acme.two").prototype().getClass());
  }

  @Test
  void whatTheFrameworkFindsIsNotFoundAgainInAPlugin() throws IOException {
    Path outside = Files.createDirectory(folder.resolve("outside"));
    Path own =
        new JarMaker()
            .activation("Own", "own", "")
            .service(Activation.class, "com.acme.Own", "com.acme.Missing")
            .write(outside.resolve("own.jar"));
    good("acme.bend")
        .service(Activation.class, "com.acme.Bend", "com.acme.Own")
        .write(folder.resolve("bend.jar"));
    ClassLoader parent = PluginLoader.class.getClassLoader();

    try (URLClassLoader framework = new URLClassLoader(new URL[] {own.toUri().toURL()}, parent)) {
      Catalog catalog = load(framework).catalog();

      assertThat(catalog.get(Kind.ACTIVATION, "own").origin().name()).isEqualTo("own.jar");
      assertThat(catalog.get(Kind.ACTIVATION, "acme.bend").origin().name()).isEqualTo("bend.jar");
      assertThat(catalog.failures())
          .containsOnlyOnce(
              new LoadFailure(
                  Kind.ACTIVATION,
                  "com.acme.Missing",
                  null,
                  "no such class, though META-INF/services/org.nn4j.api.Activation names it"));
    }
  }

  @Test
  void aFolderGivenTwiceIsReadOnce() {
    good("acme.bend").write(folder.resolve("bend.jar"));

    Catalog catalog = PluginLoader.load(List.of(folder, folder.resolve("."))).catalog();

    assertThat(catalog.find(Kind.ACTIVATION, "acme.bend")).isPresent();
  }

  @Test
  void aFolderThatIsNoneIsReportedAndTheOthersLoad() throws IOException {
    Path missing = folder.resolve("missing");
    Path file = Files.writeString(folder.resolve("file"), "");
    good("acme.bend").write(folder.resolve("bend.jar"));

    Catalog catalog = PluginLoader.load(List.of(missing, file, folder)).catalog();

    assertThat(catalog.find(Kind.ACTIVATION, "acme.bend")).isPresent();
    assertThat(catalog.failures())
        .extracting(LoadFailure::toString)
        .contains(
            missing + ": the plug-in folder does not exist",
            file + ": is no folder of plug-ins, and neither a jar nor a Java source file");
    assertThatThrownBy(() -> catalog.get(Kind.ACTIVATION, "acme.x"))
        .hasMessageContaining(missing + ": the plug-in folder does not exist");
  }

  @Test
  void findsKernelsInAJar() {
    new JarMaker()
        .compile(
            "com.acme.Gpu",
            """
            package com.acme;
            public final class Gpu implements org.nn4j.api.KernelsProvider {
              public String name() { return "gpu"; }
              public int priority() { return 100; }
              public java.util.Optional<String> unavailable() {
                return java.util.Optional.of("no GPU");
              }
              public org.nn4j.api.Kernels create() { throw new IllegalStateException(); }
            }
            """)
        .service(KernelsProvider.class, "com.acme.Gpu")
        .write(folder.resolve("gpu.jar"));

    assertThat(PluginLoader.load(List.of(folder)).kernels())
        .extracting(KernelsProvider::name)
        .contains("gpu");
  }

  private static JarMaker modular(String name) {
    return new JarMaker()
        .compileModule(
            """
            module com.acme {
              requires org.nn4j.api;
              provides org.nn4j.api.Activation with com.acme.Bend;
            }
            """,
            "com.acme.Bend",
            JarMaker.activationSource("Bend", name, ""));
  }

  private static JarMaker good(String name) {
    return new JarMaker().activation("Bend", name, "").service(Activation.class, "com.acme.Bend");
  }

  private Plugins load(ClassLoader framework) {
    return PluginLoader.load(framework, List.of(folder), Watched.LIMIT, failure -> {});
  }

  private Catalog load() {
    return PluginLoader.load(List.of(folder)).catalog();
  }

  /** Returns the failures in the plug-ins, without those on the tests' class path. */
  private static List<LoadFailure> newFailures(Catalog catalog) {
    return catalog.failures().stream().filter(f -> f.jar() != null).toList();
  }

  private static void assertFailure(List<LoadFailure> failures, String start) {
    assertThat(failures).extracting(LoadFailure::toString).anyMatch(f -> f.startsWith(start));
  }
}
