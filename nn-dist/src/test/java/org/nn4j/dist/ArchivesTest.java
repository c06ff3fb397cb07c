package org.nn4j.dist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the archives hold. */
class ArchivesTest {
  private static final long IMAGE_LIMIT = 80_000_000;

  @TempDir static Path temp;
  private static Path root;

  @BeforeAll
  static void unpack() {
    root = Installed.unpack(Installed.TAR, temp);
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(file -> Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)).toList();
    }
  }

  private static List<String> jars(Path root) throws IOException {
    try (Stream<Path> jars = Files.list(root.resolve("lib"))) {
      return jars.map(jar -> "lib/" + jar.getFileName()).sorted().toList();
    }
  }

  @Test
  void zipAndTarHoldTheSame() throws IOException {
    List<String> inTar = new ArrayList<>();
    for (Path file : files(root)) {
      inTar.add(temp.relativize(file).toString());
    }
    try (ZipFile zip = new ZipFile(Installed.ZIP.toFile())) {
      List<String> inZip =
          zip.stream().filter(entry -> !entry.isDirectory()).map(ZipEntry::getName).toList();
      assertThat(inZip).containsExactlyInAnyOrderElementsOf(inTar);
    }
    assertThat(root.resolve("bin/nn")).isExecutable().hasSameBinaryContentAs(Path.of("..", "nn"));
    for (String name :
        List.of(
            "LICENSE",
            "README.md",
            "bin/nn.cmd",
            "completions/_nn",
            "examples/digits.yaml",
            "examples/data/README.md",
            "man/man1/nn-train.1")) {
      assertThat(root.resolve(name)).isNotEmptyFile();
      assertThat(Files.isExecutable(root.resolve(name))).as(name).isFalse();
    }
  }

  @Test
  void theJarsAreThoseThatTheRunnerNames() throws IOException {
    try (JarFile runner = new JarFile(root.resolve("nn-cli.jar").toFile())) {
      String path = runner.getManifest().getMainAttributes().getValue(Attributes.Name.CLASS_PATH);
      assertThat(jars(root)).containsExactlyInAnyOrder(path.split(" "));
    }
  }

  /** Whoever has Spark needs no other download. */
  @Test
  void trainingOnSparkIsBesideTheRunnerIfItIsBuilt() throws IOException {
    boolean built = Boolean.parseBoolean(System.getProperty("with.spark"));
    Path jar = root.resolve("nn-spark.jar");
    assertThat(Files.exists(jar)).isEqualTo(built);
    String bill = Files.readString(root.resolve("sbom.json"));
    assertThat(bill.contains("\"name\" : \"nn-spark\"")).isEqualTo(built);
    if (built) {
      try (JarFile spark = new JarFile(jar.toFile())) {
        assertThat(spark.getEntry("META-INF/services/org.nn4j.experiment.cluster.Cluster"))
            .isNotNull();
        assertThat(spark.size()).as("nothing of Spark").isLessThan(200);
      }
    }
  }

  @Test
  void everyJarIsInTheBillOfMaterialsAndEveryLibraryAmongTheLicences() throws IOException {
    String bill = Files.readString(root.resolve("sbom.json"));
    String licences = Files.readString(root.resolve("licenses/THIRD-PARTY.txt"));
    assertThat(bill).contains("\"CycloneDX\"").doesNotContain("serialNumber", "\"timestamp\"");
    for (String jar : jars(root)) {
      String artifact = jar.substring("lib/".length(), jar.length() - ".jar".length());
      assertThat(bill).contains("\"name\" : \"" + artifact + "\"");
      if (!artifact.startsWith("nn-")) {
        assertThat(licences).contains(":" + artifact + ":");
      }
    }
  }

  @Test
  void everyVerbHasAPageThatRendersWithoutWarnings() throws IOException {
    Path pages = root.resolve("man/man1");
    String fish = Files.readString(root.resolve("completions/nn.fish"));
    List<String> verbs =
        fish.lines()
            .filter(line -> line.startsWith("complete -c nn -n '__nn_at' -a "))
            .map(line -> line.split(" ")[6])
            .toList();
    assertThat(verbs).contains("train", "plot", "doctor");
    for (String verb : verbs) {
      assertThat(pages.resolve("nn-" + verb + ".1")).isNotEmptyFile();
    }
    assumeTrue(Installed.has("man"));
    Map<String, String> environment =
        Map.of(
            "PATH", System.getenv("PATH"), "LC_ALL", "C.UTF-8", "MANROFFSEQ", "", "MANWIDTH", "80");
    for (Path page : files(pages)) {
      List<String> man =
          List.of("man", "--warnings", "-E", "UTF-8", "-l", "-Tutf8", "-Z", page.toString());
      Installed.Result rendered = Installed.run(environment, temp, man);
      assertThat(rendered.err()).as(page.toString()).isEmpty();
      assertThat(rendered.code()).isZero();
    }
  }

  @Test
  void theImageIsSmallAndHasTheModulesThatTheJarsNeed() throws IOException {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "--ignore-missing-deps",
                "--multi-release",
                "17",
                "--print-module-deps",
                "--class-path",
                root.resolve("lib") + "/*",
                root.resolve("nn-cli.jar").toString()));
    jars(root).forEach(jar -> arguments.add(root.resolve(jar).toString()));
    Path found = temp.resolve("modules.txt");
    try (var out = new java.io.PrintStream(Files.newOutputStream(found))) {
      ToolProvider jdeps = ToolProvider.findFirst("jdeps").orElseThrow();
      assertThat(jdeps.run(out, System.err, arguments.toArray(String[]::new))).isZero();
    }
    List<String> lines = Files.readAllLines(found);
    TreeSet<String> needed =
        new TreeSet<>(Arrays.asList(lines.get(lines.size() - 1).strip().split(",")));
    assertThat(needed.remove("jdk.jshell")).isTrue();
    assertThat(System.getProperty("image.modules").split(",")).containsAll(needed);
    assumeTrue(Files.exists(Installed.IMAGE), "an image is made on Linux on x64 alone");
    Path image = Installed.unpack(Installed.IMAGE, Files.createDirectory(temp.resolve("image")));
    long size = 0;
    for (Path file : files(image)) {
      size += Files.size(file);
    }
    assertThat(size).isLessThan(IMAGE_LIMIT);
  }

  @Test
  void theDebianPackageIsTheSameInItsPlaces() throws IOException {
    assumeTrue(Installed.has("dpkg-deb"));
    Path folder = temp.resolve("debian");
    Map<String, String> environment = Map.of("PATH", System.getenv("PATH"));
    List<String> unpack = List.of("dpkg-deb", "-x", Installed.DEB.toString(), folder.toString());
    assertThat(Installed.run(environment, temp, unpack).code()).isZero();
    Path installed = folder.resolve("usr/share/nn4j");
    assertThat(jars(installed)).isEqualTo(jars(root));
    assertThat(folder.resolve("usr/bin/nn")).isSymbolicLink().isExecutable();
    for (String name :
        List.of(
            "bash-completion/completions/nn",
            "doc/nn4j/changelog.gz",
            "doc/nn4j/copyright",
            "doc/nn4j/examples/iris.yaml",
            "fish/vendor_completions.d/nn.fish",
            "man/man1/nn-train.1.gz",
            "zsh/vendor-completions/_nn")) {
      assertThat(folder.resolve("usr/share").resolve(name)).isNotEmptyFile();
    }
    Installed.Result version =
        Installed.run(
            Map.of(
                "PATH", System.getenv("PATH"),
                "HOME", temp.toString(),
                "NN_JAVA_HOME", Installed.JAVA_HOME.toString()),
            temp,
            List.of(folder.resolve("usr/bin/nn").toString(), "--version"));
    assertThat(version.err()).isEmpty();
    assertThat(version.out()).startsWith("nn4j ");
  }
}
