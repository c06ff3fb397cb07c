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
  void oneBrokenProviderCostsNoOther() {
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
    assertFailure(failures, "com.acme.Forgotten (mixed.jar): ClassNotFoundException");
    assertFailure(failures, "com.acme.Throws (mixed.jar): IllegalStateException: no licence");
    assertFailure(failures, "com.acme.Recursive (mixed.jar): StackOverflowError");
    assertFailure(failures, "com.acme.Needs (mixed.jar): NoClassDefFoundError: com/acme/Helper");
    assertFailure(failures, futureProblem("com.acme.Future (mixed.jar): "));
    assertFailure(
        failures, "com.acme.Illegal (mixed.jar): IllegalArgumentException: a part's name must");
    assertFailure(failures, "com.acme.Other (mixed.jar): ");
    assertFailure(failures, "com.acme.NeverWritten (mixed.jar): ClassNotFoundException");
    assertFailure(failures, "mixed.jar: ");
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
    assertFailure(newFailures(catalog), "base.jar: NoClassDefFoundError: com/acme/Base");
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

    assertFailure(newFailures(load()), "com.acme.Bend (modular.jar): ClassNotFoundException");
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
        newFailures(load()), "com.acme.Mute (odd.jar): NullPointerException: the description is");
    assertFailure(newFailures(load()), "com.acme.Angry (odd.jar): AssertionError: no");
  }

  private static String described(String simpleName, String body) {
    String source = JarMaker.activationSource(simpleName, "acme.odd", "");
    return source.replace(
        "public String name", "public String description() { " + body + " }\n  public String name");
  }

  @Test
  void twoPartsOfOneNameAreAnErrorNamingClassesAndJars() {
    good("acme.bend").version("1").write(folder.resolve("one.jar"));
    good("acme.bend").version("2").write(folder.resolve("two.jar"));

    assertThatThrownBy(this::load)
        .isInstanceOf(InputException.class)
        .hasMessage(
            "two activations have the name 'acme.bend': com.acme.Bend (one.jar 1) and"
                + " com.acme.Bend (two.jar 2); remove or rename one");
  }

  @Test
  void jarsOfOneNameInTwoFoldersAreToldApartByTheirPaths() throws IOException {
    Path other = Files.createDirectory(folder.resolve("other"));
    Path one = good("acme.bend").write(folder.resolve("bend.jar"));
    Path two = good("acme.bend").write(other.resolve("bend.jar"));

    assertThatThrownBy(() -> PluginLoader.load(List.of(folder, other)))
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
      assertThat(PluginLoader.load(path, List.of(folder)).catalog().list(Kind.ACTIVATION))
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
      Catalog catalog = PluginLoader.load(framework, List.of(folder)).catalog();

      assertThat(catalog.get(Kind.ACTIVATION, "own").origin().name()).isEqualTo("own.jar");
      assertThat(catalog.get(Kind.ACTIVATION, "acme.bend").origin().name()).isEqualTo("bend.jar");
      assertThat(catalog.failures())
          .containsOnlyOnce(
              new LoadFailure(Kind.ACTIVATION, "com.acme.Missing", null, "ClassNotFoundException"));
    }
  }

  @Test
  void aFolderGivenTwiceIsReadOnce() {
    good("acme.bend").write(folder.resolve("bend.jar"));

    Catalog catalog = PluginLoader.load(List.of(folder, folder.resolve("."))).catalog();

    assertThat(catalog.find(Kind.ACTIVATION, "acme.bend")).isPresent();
  }

  @Test
  void aFolderThatIsNoneIsAnInputFault() throws IOException {
    Path missing = folder.resolve("missing");
    Path file = Files.writeString(folder.resolve("file"), "");

    assertThatThrownBy(() -> PluginLoader.load(List.of(missing)))
        .isInstanceOf(InputException.class)
        .hasMessage(missing + ": the plug-in folder does not exist");
    assertThatThrownBy(() -> PluginLoader.load(List.of(file)))
        .isInstanceOf(InputException.class)
        .hasMessage(file + ": the plug-in folder is not a folder");
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
