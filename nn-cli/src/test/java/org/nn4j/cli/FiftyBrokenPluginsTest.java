package org.nn4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * A folder with fifty broken plug-ins and a good one: whoever needs none of them notices little.
 */
class FiftyBrokenPluginsTest {
  private static final Path IRIS = Cli.DATA.resolve("iris.csv");
  private static final String ACTIVATION = "META-INF/services/org.nn4j.api.Activation";
  private static final String SOURCE = "META-INF/services/org.nn4j.api.TableSource";
  private static final String PARK = "for (;;) { java.util.concurrent.locks.LockSupport.park(); }";
  private static final String NAME = "public String name() { return \"acme.x\"; }";

  @TempDir private static Path temp;
  private static Path plugins;

  /** Those whose constructors or initializers do not end. */
  private static Path stuck;

  private static int jars;
  private static Map<String, byte[]> classes;

  /** Members of the class that each bad activation is, by the class's name. */
  private static final Map<String, String> MEMBERS =
      Map.ofEntries(
          Map.entry("Good", "public String name() { return \"acme.good\"; }"),
          Map.entry("Twin", "public String name() { return \"acme.twin\"; }"),
          Map.entry("Relu", "public String name() { return \"relu\"; }"),
          Map.entry("Nameless", "public String name() { return null; }"),
          Map.entry("Illegal", "public String name() { return \"No name\"; }"),
          Map.entry("Bare", NAME + "public org.nn4j.api.Parameters parameters() { return null; }"),
          Map.entry("Throwing", NAME + "static { if (true) throw new IllegalStateException(); }"),
          Map.entry("Deep", NAME + "public Deep() { new Deep(); }"),
          Map.entry("Picky", NAME + "public Picky(int x) {}"),
          Map.entry("Needy", NAME + "public Needy() { new Library(); }"),
          Map.entry("Stuck", NAME + "public Stuck() { if (true) " + PARK + " }"),
          Map.entry("Endless", NAME + "static { if (true) " + PARK + " }"));

  @BeforeAll
  static void writePlugins() throws IOException {
    plugins = Files.createDirectory(temp.resolve("plugins"));
    stuck = Files.createDirectory(temp.resolve("stuck"));
    classes = compile();
    byte[] good = jar(ACTIVATION, "Good");
    Files.write(plugins.resolve("good.jar"), good);
    for (int i = 0; i < 8; i++) {
      add(Arrays.copyOf(good, i * good.length / 8));
    }
    for (int i = 0; i < 2; i++) {
      add("not a jar".repeat(i + 1).getBytes(StandardCharsets.UTF_8));
      add(jar("META-INF/services/org.nn4j.api.Activasion", "Good"));
      add(jar("nothing.txt", "Good"));
      add(jar("META-INF/services/org.nn4j.api.Layer", "Good"));
      add(zip(Map.of(ACTIVATION, "acme.Missing".getBytes(StandardCharsets.UTF_8))));
      add(zip(Map.of(ACTIVATION, "no class!".getBytes(StandardCharsets.UTF_8))));
      add(zip(Map.of(ACTIVATION, new byte[1 << 24])));
      add(jar(SOURCE, "Reader"));
    }
    for (int i = 0; i < 2; i++) {
      for (String name : MEMBERS.keySet().stream().sorted().toList()) {
        if (name.equals("Stuck") || name.equals("Endless")) {
          Files.write(stuck.resolve("bad" + (10 + jars++) + ".jar"), jar(ACTIVATION, name));
        } else if (!name.equals("Good")) {
          add(jar(ACTIVATION, name));
        }
      }
    }
    byte[] future = classes.get("Good").clone();
    future[7] = (byte) 0xff;
    while (jars < 50) {
      add(
          zip(
              Map.of(
                  ACTIVATION,
                  "acme.Good".getBytes(StandardCharsets.UTF_8),
                  "acme/Good.class",
                  future)));
    }
  }

  private static void add(byte[] jar) throws IOException {
    Files.write(plugins.resolve("bad" + (10 + jars++) + ".jar"), jar);
  }

  private static byte[] jar(String declaration, String className) throws IOException {
    return zip(
        Map.of(
            declaration,
            ("acme." + className).getBytes(StandardCharsets.UTF_8),
            "acme/" + className + ".class",
            classes.get(className)));
  }

  private static byte[] zip(Map<String, byte[]> entries) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
        zip.putNextEntry(new ZipEntry(entry.getKey()));
        zip.write(entry.getValue());
      }
    }
    return bytes.toByteArray();
  }

  private static Map<String, byte[]> compile() throws IOException {
    Path sources = Files.createDirectory(temp.resolve("sources"));
    Path output = Files.createDirectory(temp.resolve("classes"));
    for (Map.Entry<String, String> type : MEMBERS.entrySet()) {
      Files.writeString(
          sources.resolve(type.getKey() + ".java"),
          "package acme; public final class "
              + type.getKey()
              + " implements org.nn4j.api.ElementwiseActivation { "
              + type.getValue()
              + " public double value(double z) { return z; }"
              + " public double derivative(double z, double a) { return 1; } }");
    }
    Files.writeString(sources.resolve("Library.java"), "package acme; public class Library {}");
    Files.writeString(
        sources.resolve("Reader.java"),
        "package acme; public record Reader() implements org.nn4j.api.TableSource { "
            + "static { if (true) throw new AssertionError(\"asked\"); }"
            + " public String name() { return \"acme.reader\"; }"
            + " public boolean reads(java.nio.file.Path file) { return true; }"
            + " public org.nn4j.api.TableRows open(java.nio.file.Path file) { return null; } }");
    PluginBuild.javac(sources, output, "--release", "17", "-cp", Jvm.classPath());
    Map<String, byte[]> compiled = new LinkedHashMap<>();
    try (Stream<Path> files = Files.list(output.resolve("acme"))) {
      for (Path file : files.toList()) {
        compiled.put(file.getFileName().toString().replace(".class", ""), Files.readAllBytes(file));
      }
    }
    return compiled;
  }

  private static Object[] words(Object[] words, Object... more) {
    return Stream.concat(Arrays.stream(words), Arrays.stream(more)).toArray();
  }

  @Test
  void everyVerbThatNeedsNoneOfThemDoesWhatItDoesWithout() {
    assertThat(jars).isEqualTo(50);
    Path model = temp.resolve("model.safetensors");
    Object[] iris = {"--data", IRIS, "--target", "species", "--epochs", 2};
    Object[] train = words(new Object[] {"train", "--model", model}, iris);
    List<Object[]> verbs =
        List.of(
            train,
            new Object[] {"predict", "--model", model, "--data", IRIS},
            new Object[] {"evaluate", "--model", model, "--data", IRIS},
            new Object[] {"inspect", model},
            new Object[] {"gradcheck", "--model", model, "--data", IRIS},
            words(new Object[] {"crossval", "--folds", 2}, iris),
            words(train, "--layers", "4:relu", "--optimizer", "sgd"));
    for (Object[] verb : verbs) {
      Cli.Result without = Cli.ok(verb);
      Cli.Result with = Cli.ok(words(verb, "--plugins", plugins, "--plugins", stuck));

      assertThat(withoutTimes(with.out())).isEqualTo(withoutTimes(without.out()));
      List<String> told =
          with.err().lines().filter(line -> line.startsWith("nn: plug-in left out: ")).toList();
      assertThat(told).doesNotHaveDuplicates().hasSize(told(told));
      assertThat(with.err())
          .contains("bad10.jar: not a readable jar")
          .contains("acme.Picky (bad", ".jar): needs a public no-argument constructor")
          .doesNotContain("acme.Stuck", "acme.Throwing", "acme.Reader", "\tat ");
    }
  }

  /** Without running their code those are told that are not like a good one: one line a jar. */
  private static int told(List<String> lines) {
    assertThat(lines).hasSizeBetween(20, 50);
    return lines.size();
  }

  private static String withoutTimes(String text) {
    return text.replaceAll("[0-9.]+ m?s\\b| \\(replaced\\)", "");
  }

  @Test
  void theGoodOneIsFoundAndTheOthersSayWhatIsWrong() {
    Path model = temp.resolve("good.safetensors");
    Object[] train = {
      "train",
      "--data",
      IRIS,
      "--target",
      "species",
      "--epochs",
      1,
      "--layers",
      "4:acme.good",
      "--model",
      model,
      "--plugins",
      plugins,
      "--plugins",
      stuck
    };

    assertThat(Cli.ok(train).err())
        .contains("acme.Stuck (bad", "does not end: after 5 s it is at acme.Stuck.<init>, line 1")
        .contains("acme.Endless (bad", "is at acme.Endless.<clinit>, line 1")
        .contains("two activations have the name 'acme.twin': acme.Twin (bad")
        .contains("): has the name 'relu' of org.nn4j.core.activation.Relu (")
        .contains("parameters() returned null", "name() returned null", "StackOverflowError")
        .contains("needs acme.Library, which is neither in it nor in");

    JsonNode list = Cli.ok("plugins", "list", "--json", "--plugins", plugins).json();
    assertThat(list.path("activations").toString()).contains("\"acme.good\"", "\"relu\"");
    assertThat(list.path("rejected").size()).isGreaterThanOrEqualTo(44);
    assertThat(list.path("rejected").toString()).contains("acme.Reader", "AssertionError: asked");

    Cli.Result twin = Cli.run("plugins", "show", "acme.twin", "--plugins", plugins);
    assertThat(twin.code()).isEqualTo(2);
    assertThat(twin.err())
        .contains("nn: two activations have the name 'acme.twin': acme.Twin (bad");
    JsonNode doctor = Cli.run("doctor", "--json", "--plugins", plugins).json();
    assertThat(doctor.path("parts").path("activations").asInt()).isGreaterThan(20);
    assertThat(doctor.path("healthy").asBoolean(true)).isFalse();
  }
}
