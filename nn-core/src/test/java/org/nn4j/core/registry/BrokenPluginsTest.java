package org.nn4j.core.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nn4j.api.Activation;
import org.nn4j.api.Initializer;
import org.nn4j.api.KernelsProvider;
import org.nn4j.api.Layer;
import org.nn4j.core.InputException;
import org.nn4j.core.network.Network;

/** What is wrong with a plug-in is told, and touches nobody else. */
@Isolated("whether code ran is told by a system property")
class BrokenPluginsTest {
  private static final String RAN = "nn4j.test.ran";
  private static final String FOREVER =
      "for (;;) { java.util.concurrent.locks.LockSupport.park(); }";

  @TempDir private Path folder;
  private final List<String> told = new ArrayList<>();

  @AfterEach
  void clear() {
    System.clearProperty(RAN);
  }

  private Plugins load() {
    return load(Watched.LIMIT);
  }

  private Plugins load(Duration limit) {
    return PluginLoader.load(
        PluginLoader.class.getClassLoader(),
        List.of(folder),
        limit,
        failure -> {
          if (failure.toString().contains(".jar")) { // not those on the tests' class path
            told.add(failure.toString());
          }
        });
  }

  private static JarMaker part(String source) {
    return new JarMaker()
        .compile("com.acme.Part", "package com.acme; " + source)
        .service(Activation.class, "com.acme.Part");
  }

  /** Returns an activation's source, with further members. */
  private static String withMembers(String members) {
    return """
    public final class Part implements org.nn4j.api.ElementwiseActivation {
      %s
      public double value(double z) { return z; }
      public double derivative(double z, double a) { return 1; }
    }
    """
        .formatted(members);
  }

  private static final String NAME = "public String name() { return \"acme.part\"; }";

  @Test
  void noCodeRunsBeforeAPartOfItsKindIsAskedFor() {
    part(withMembers(NAME + " static { System.setProperty(\"" + RAN + "\", \"\"); }"))
        .write(folder.resolve("part.jar"));

    Catalog catalog = load().catalog();
    catalog.get(Kind.ACTIVATION, "relu");
    catalog.list(Kind.OPTIMIZER);

    assertThat(System.getProperty(RAN)).isNull();
    catalog.get(Kind.ACTIVATION, "acme.part");
    assertThat(System.getProperty(RAN)).isNotNull();
    assertThat(told).isEmpty();
  }

  @Test
  void whatIsWrongWithoutRunningCodeIsToldAtOnceAndOnce() throws IOException {
    Files.writeString(folder.resolve("a-text.jar"), "not a zip");
    Files.write(folder.resolve("b-empty.jar"), new byte[0]);
    new JarMaker().file("a.txt", "").write(folder.resolve("c-silent.jar"));
    new JarMaker()
        .service(Activation.class, "com.acme.Missing")
        .write(folder.resolve("d-missing.jar"));
    part("public final class Part {}").write(folder.resolve("e-kind.jar"));
    new JarMaker()
        .file("META-INF/services/org.nn4j.api.Activasion", "com.acme.Part")
        .write(folder.resolve("f-service.jar"));

    Catalog catalog = load().catalog();

    assertThat(told).hasSize(6);
    assertThat(told.get(0)).startsWith("a-text.jar: not a readable jar: ");
    assertThat(told.get(1)).startsWith("b-empty.jar: not a readable jar: ");
    assertThat(told.get(2))
        .isEqualTo(
            "c-silent.jar: declares no part in META-INF/services; a library goes into the folder"
                + " lib beside the plug-in that needs it");
    assertThat(told.get(3)).startsWith("com.acme.Missing (d-missing.jar): no such class, though");
    assertThat(told.get(4))
        .startsWith("com.acme.Part (e-kind.jar): does not implement org.nn4j.api.Activation");
    assertThat(told.get(5))
        .startsWith("f-service.jar: META-INF/services/org.nn4j.api.Activasion is of no kind");
    catalog.list(Kind.ACTIVATION);
    catalog.with(Parts.catalog().get(Kind.LAYER, "stack").prototype()).failures();
    assertThat(told).hasSize(6);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "public record Part(double a) implements X|needs a public no-argument constructor",
        "public final class Part implements X { Part() {}|needs a public no-argument constructor",
        "public abstract class Part implements X { public Part() {}|is abstract or an interface",
        "public interface Part extends X|is abstract or an interface",
        "final class Part implements X { public Part() {}|needs to be public"
      })
  void whatCannotBeConstructedSaysWhatItNeeds(String head, String problem) {
    String body = head.contains("{") ? head : head + " {";
    String source =
        body.replace("X", "org.nn4j.api.ElementwiseActivation")
            + (head.contains("interface")
                ? "}"
                : NAME
                    + "public double value(double z) { return z; }"
                    + "public double derivative(double z, double a) { return 1; } }");
    part(source).write(folder.resolve("part.jar"));

    load();

    assertThat(told).containsExactly("com.acme.Part (part.jar): " + problem);
  }

  @ParameterizedTest
  @ValueSource(strings = {"name", "aliases", "parameters", "description"})
  void aPartThatReturnsNullIsNamed(String method) {
    String type =
        switch (method) {
          case "aliases" -> "java.util.List<String>";
          case "parameters" -> "org.nn4j.api.Parameters";
          default -> "String";
        };
    String nothing = "public " + type + " " + method + "() { return null; }";
    part(withMembers(method.equals("name") ? nothing : NAME + nothing))
        .write(folder.resolve("part.jar"));

    assertThat(load().catalog().find(Kind.ACTIVATION, "acme.part")).isEmpty();

    assertThat(told)
        .containsExactly(
            "com.acme.Part (part.jar): IllegalArgumentException: " + method + "() returned null");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "static void wait_() { %s } static { wait_(); }",
        "void wait_() { %s } public Part() { wait_(); }",
        "public java.util.List<String> aliases() { %s }"
      })
  void aPartThatDoesNotEndIsNamed(String member) {
    part(withMembers(NAME + member.formatted(FOREVER))).write(folder.resolve("part.jar"));
    Catalog catalog = load(Duration.ofMillis(100)).catalog();

    assertThatThrownBy(() -> catalog.get(Kind.ACTIVATION, "acme.part"))
        .hasMessageStartingWith("unknown activation 'acme.part'")
        .hasMessageContaining("com.acme.Part (part.jar): does not end: after 0 s it is ");
    assertThat(told).hasSize(1);
    assertThat(catalog.get(Kind.ACTIVATION, "relu")).isNotNull();
  }

  @Test
  void anInitializerThatDoesNotEndIsNamed() {
    new JarMaker()
        .compile(
            "com.acme.Loop",
            """
            package com.acme;
            public record Loop() implements org.nn4j.api.Initializer {
              public String name() { return "acme.loop"; }
              public void fill(
                  org.nn4j.api.Matrix weights, int fanIn, int fanOut,
                  java.util.random.RandomGenerator random) {
                for (;;) { java.util.concurrent.locks.LockSupport.park(); }
              }
            }
            """)
        .service(Initializer.class, "com.acme.Loop")
        .write(folder.resolve("loop.jar"));
    Catalog catalog = load().catalog();

    assertThatThrownBy(
            () ->
                Network.builder(2)
                    .catalog(catalog)
                    .layer("dense(3, relu, initializer=acme.loop)")
                    .build())
        .isInstanceOf(InputException.class)
        .hasMessageStartingWith("acme.loop (com.acme.Loop in loop.jar) does not end: after 5 s it")
        .hasMessageContaining("com.acme.Loop.fill, line 7");
  }

  @Test
  void whatFollowsOneThatDoesNotEndInItsJarIsNotTried() {
    new JarMaker()
        .activation("Stuck", "acme.stuck", "if (true) " + FOREVER)
        .activation("Next", "acme.next", "")
        .service(Activation.class, "com.acme.Stuck", "com.acme.Next")
        .write(folder.resolve("part.jar"));

    load(Duration.ofMillis(100)).catalog().list(Kind.ACTIVATION);

    assertThat(told).hasSize(2);
    assertThat(told.get(0)).startsWith("com.acme.Stuck (part.jar): does not end");
    assertThat(told.get(1))
        .isEqualTo("com.acme.Next (part.jar): not tried, for the one before does not end");
  }

  @Test
  void errorsOfEverySortAreThePartsOwn() {
    new JarMaker()
        .activation("Memory", "acme.memory", "Object o = new long[Integer.MAX_VALUE][9];")
        .activation("Deep", "acme.deep", "new Deep();")
        .activation("Exit", "acme.exit", "if (true) throw new ThreadDeath();")
        .compile(
            "com.acme.Initial",
            JarMaker.activationSource("Initial", "acme.initial", "")
                .replace(
                    "public String", "static final int X = Integer.parseInt(\"x\"); public String"))
        .service(
            Activation.class,
            "com.acme.Memory",
            "com.acme.Deep",
            "com.acme.Exit",
            "com.acme.Initial")
        .write(folder.resolve("errors.jar"));

    load().catalog().list(Kind.ACTIVATION);

    assertThat(told).hasSize(4);
    assertThat(told.get(0)).startsWith("com.acme.Memory (errors.jar): OutOfMemoryError");
    assertThat(told.get(1)).startsWith("com.acme.Deep (errors.jar): StackOverflowError");
    assertThat(told.get(2)).startsWith("com.acme.Exit (errors.jar): ThreadDeath");
    assertThat(told.get(3)).startsWith("com.acme.Initial (errors.jar): NumberFormatException: For");
  }

  @Test
  void kernelsOfOneNameOrABrokenOneCostNoOther() {
    kernels("Fine", "fine", "return 7;").write(folder.resolve("fine.jar"));
    kernels("One", "twin", "return 8;").write(folder.resolve("one.jar"));
    kernels("Two", "twin", "return 9;").write(folder.resolve("two.jar"));
    kernels("Own", "scalar", "return 9;").write(folder.resolve("own.jar"));
    kernels("Angry", "angry", "throw new AssertionError();").write(folder.resolve("angry.jar"));

    List<String> names = load().kernels().stream().map(KernelsProvider::name).toList();

    assertThat(names).contains("scalar", "fine").doesNotContain("twin", "angry");
    assertThat(names).containsOnlyOnce("scalar");
    assertThat(told)
        .containsExactlyInAnyOrder(
            "com.acme.Angry (angry.jar): AssertionError",
            "com.acme.One (one.jar) and com.acme.Two (two.jar): the kernels have the name 'twin';"
                + " remove or rename one",
            "com.acme.Own (own.jar): the kernels have the name 'scalar' of nn4j's own; remove or"
                + " rename one");
  }

  private static JarMaker kernels(String simpleName, String name, String priority) {
    return new JarMaker()
        .compile(
            "com.acme." + simpleName,
            """
            package com.acme;
            public final class %s implements org.nn4j.api.KernelsProvider {
              public String name() { return "%s"; }
              public int priority() { %s }
              public java.util.Optional<String> unavailable() {
                return java.util.Optional.of("no");
              }
              public org.nn4j.api.Kernels create() { throw new IllegalStateException(); }
            }
            """
                .formatted(simpleName, name, priority))
        .service(KernelsProvider.class, "com.acme." + simpleName);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "META-INF/services/org.nn4j.api.Activation",
        "META-INF/MANIFEST.MF",
        "module-info.class"
      })
  void noMoreOfAJarIsReadThanAWellMeantOneHas(String entry) throws IOException {
    byte[] zeros = new byte[1 << 20];
    try (OutputStream out = Files.newOutputStream(folder.resolve("bomb.jar"));
        ZipOutputStream zip = new ZipOutputStream(out)) {
      zip.putNextEntry(new ZipEntry(entry));
      for (int i = 0; i < 64; i++) {
        zip.write(zeros);
      }
    }

    load();

    assertThat(told)
        .singleElement()
        .asString()
        .startsWith("bomb.jar: not a readable jar: " + entry + " has more than ");
  }

  @Test
  void aJarThatDeclaresMoreThanAnybodyHasIsNotTried() {
    String[] names = IntStream.range(0, 501).mapToObj(i -> "com.acme.P" + i).toArray(String[]::new);
    new JarMaker().service(Layer.class, names).write(folder.resolve("many.jar"));

    load();

    assertThat(told)
        .containsExactly(
            "many.jar: not a readable jar: it declares 501 parts of one kind, more than 500");
  }

  @Test
  void everyTruncationAndManyFlippedBytesOfAJarAreAFailureOrTheJar() throws IOException {
    Path jar =
        new JarMaker()
            .activation("Bend", "acme.bend", "")
            .service(Activation.class, "com.acme.Bend")
            .classPath("lib/a.jar %zz \0 ../b.jar")
            .write(folder.resolve("good.jar"));
    byte[] good = Files.readAllBytes(jar);
    Path file = folder.resolve("bad");
    Random random = new Random(7);
    int readable = 0;
    for (int i = 0; i < 2 * good.length; i++) {
      byte[] bytes = i < good.length ? Arrays.copyOf(good, i) : good.clone();
      for (int flips = i < good.length ? 0 : 1 + i % 3; flips > 0; flips--) {
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
      }
      Files.write(file, bytes);
      PluginJar read = PluginJar.read(file);
      readable += read.problem() == null ? 1 : 0;
      assertThat(read.problem() == null || read.providers().isEmpty()).isTrue();
    }
    assertThat(readable).isBetween(1, good.length);
  }

  @Test
  void flippedBytesOfAClassAreAFailureOrAClass() throws IOException {
    byte[] source =
        Files.readAllBytes(
            new JarMaker()
                .activation("Bend", "acme.bend", "")
                .service(Activation.class, "com.acme.Bend")
                .write(folder.resolve("good.zip")));
    byte[] type = entry(source, "com/acme/Bend.class");
    Random random = new Random(8);
    for (int i = 0; i < 60; i++) {
      byte[] bytes = type.clone();
      bytes[8 + random.nextInt(bytes.length - 8)] ^= (byte) (1 << random.nextInt(8));
      try (OutputStream out = Files.newOutputStream(folder.resolve("p" + i + ".jar"));
          ZipOutputStream zip = new ZipOutputStream(out)) {
        zip.putNextEntry(new ZipEntry("META-INF/services/org.nn4j.api.Activation"));
        zip.write("com.acme.Bend".getBytes(StandardCharsets.UTF_8));
        zip.putNextEntry(new ZipEntry("com/acme/Bend.class"));
        zip.write(bytes);
      }
    }

    Catalog catalog = load().catalog();

    assertThat(catalog.get(Kind.ACTIVATION, "relu").builtIn()).isTrue();
    assertThat(catalog.list(Kind.ACTIVATION)).isNotEmpty();
    assertThat(told.stream().map(t -> t.replaceAll(" .*", "")).collect(Collectors.toSet()))
        .contains("com.acme.Bend");
  }

  private static byte[] entry(byte[] jar, String name) throws IOException {
    try (java.util.zip.ZipInputStream in =
        new java.util.zip.ZipInputStream(new java.io.ByteArrayInputStream(jar))) {
      for (ZipEntry e = in.getNextEntry(); e != null; e = in.getNextEntry()) {
        if (e.getName().equals(name)) {
          ByteArrayOutputStream out = new ByteArrayOutputStream();
          in.transferTo(out);
          return out.toByteArray();
        }
      }
    }
    throw new AssertionError(name);
  }
}
