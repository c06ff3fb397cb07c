package org.nn4j.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/** {@code nn plugins new}, and what becomes of a plug-in. */
class PluginProjectTest {
  private static final Path DIABETES = Cli.DATA.resolve("diabetes.csv");
  private static final Path IRIS = Cli.DATA.resolve("iris.csv");

  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource({
    "activation, --layers, 4:acme.part",
    "loss, --loss, acme.part",
    "optimizer, --optimizer, acme.part(lr=1e-3)",
    "schedule, --schedule, acme.part",
    "initializer, --initializer, acme.part",
    "layer, --layers, '4:tanh,acme.part'",
    "metric, --metrics, acme.part"
  })
  void aProjectOfEachKindCompilesAndTrains(String kind, String flag, String value)
      throws IOException {
    Path project = folder.resolve("project");
    Cli.ok("plugins", "new", kind, "acme.part", "--dir", project);
    Path jars = PluginBuild.jar(project).getParent();

    assertThat(Cli.ok("plugins", "show", "acme.part", "--plugins", jars).out())
        .contains("acme.part", "acme.Part", "plugin.jar");
    assertThat(Cli.ok("plugins", "verify", "acme.part", "--plugins", jars).out())
        .contains("acme.part");
    Cli.ok(
        "train",
        "--data",
        DIABETES,
        "--target",
        "progression",
        "--epochs",
        1,
        flag,
        value,
        "--plugins",
        jars,
        "--model",
        folder.resolve("model.safetensors"));
  }

  @Test
  void fromNewToATrainedModelInUnderAMinute() throws IOException {
    assumeTrue(maven().isPresent(), "Maven is not on the PATH");
    Path project = folder.resolve("acme-bent-identity");
    Cli.ok("plugins", "new", "activation", "acme.bent_identity", "--dir", project);
    try {
      Cli.Result built = build(project);
      assertThat(built.code()).as(built.toString()).isZero();
    } finally {
      cleanCache(project);
    }
    Path jars = project.resolve("target");
    Path model = folder.resolve("model.safetensors");
    Cli.Result trained =
        Jvm.nn(
            Map.of(),
            "train",
            "--data",
            IRIS,
            "--target",
            "species",
            "--layers",
            "16:acme.bent_identity",
            "--plugins",
            jars,
            "--model",
            model);
    assertThat(trained.code()).as(trained.toString()).isZero();
    assertThat(project.resolve("target/surefire-reports/TEST-acme.BentIdentityTest.xml")).exists();

    Cli.Result predicted =
        Jvm.nn(
            Map.of("NN4J_PLUGINS", jars.toString()), "predict", "--model", model, "--data", IRIS);
    assertThat(predicted.code()).as(predicted.toString()).isZero();
    assertThat(Cli.ok("inspect", model, "--plugins", jars).out())
        .contains("plugin.activation.acme.bent_identity", "acme-bent-identity-1.0.0.jar 1.0.0");

    Files.delete(jars.resolve("acme-bent-identity-1.0.0.jar"));
    Cli.Result failed =
        Jvm.nn(
            Map.of("NN4J_PLUGINS", jars.toString()), "predict", "--model", model, "--data", IRIS);
    assertThat(failed.code()).isEqualTo(2);
    assertThat(failed.err())
        .contains(
            "it needs the activation 'acme.bent_identity'",
            "trained with 'acme-bent-identity-1.0.0.jar 1.0.0'",
            "put that file into ~/.nn4j/plugins")
        .hasLineCount(1);
  }

  @Test
  void aPartInKotlinBuildsAndPassesItsChecks() throws IOException {
    assumeTrue(maven().isPresent(), "Maven is not on the PATH");
    Path project = folder.resolve("acme-bent");
    Cli.ok("plugins", "new", "activation", "acme.bent", "--language", "kotlin", "--dir", project);
    assumeTrue(hasKotlin(project), "Maven has not fetched Kotlin");
    try {
      Cli.Result built = build(project);
      assertThat(built.code()).as(built.toString()).isZero();
    } finally {
      cleanCache(project);
    }
    Path jars = project.resolve("target");

    assertThat(Files.readString(jars.resolve("surefire-reports/TEST-acme.BentTest.xml")))
        .containsPattern("tests=\"[3-9][0-9]\" errors=\"0\"");
    assertThat(Cli.ok("plugins", "list", "activation", "--plugins", jars).out())
        .contains("activations from acme-bent-1.0.0.jar 1.0.0, for nn-api [0.1,0.2)");
    assertThat(Cli.ok("plugins", "show", "acme.bent(bend=0.5)", "--plugins", jars).out())
        .contains("acme.bent(bend=0.5), activation", "for     nn-api [0.1,0.2)");
    assertThat(Cli.ok("plugins", "verify", "--plugins", jars).out())
        .contains("acme.bent(bend=1.0)");
  }

  /** Whether Maven's cache has what compiles Kotlin, which no build of nn4j fetches. */
  private static boolean hasKotlin(Path project) throws IOException {
    Matcher version =
        Pattern.compile("kotlin-maven-plugin</artifactId>\\s*<version>([^<]+)</version>")
            .matcher(Files.readString(project.resolve("pom.xml")));
    assertThat(version.find()).isTrue();
    Path cache =
        Path.of(
            System.getProperty(
                "localRepository", System.getProperty("user.home") + "/.m2/repository"));
    return Files.exists(
        cache
            .resolve("org/jetbrains/kotlin/kotlin-maven-plugin")
            .resolve(version.group(1))
            .resolve("kotlin-maven-plugin-" + version.group(1) + ".jar"));
  }

  /** Gradle itself is not run: the build must name what Maven's names. */
  @ParameterizedTest
  @CsvSource({"java, activation", "java, layer", "kotlin, activation"})
  void aBuildByGradleHasWhatThatByMavenHas(String language, String kind) throws IOException {
    Map<String, String> builds = new HashMap<>();
    for (String build : List.of("maven", "gradle")) {
      Path project = folder.resolve(build);
      Object[] words = {"plugins", "new", kind, "acme.part", "--dir", project};
      List<Object> all = new ArrayList<>(List.of(words));
      all.addAll(List.of("--language", language, "--build", build));
      assertThat(Cli.ok(all.toArray()).out())
          .contains(build.equals("maven") ? "mvn -q -f" : "gradle -q -p")
          .contains(build.equals("maven") ? "/target" : "/build/libs");
      try (Stream<Path> files = Files.walk(project)) {
        for (Path file : files.filter(Files::isRegularFile).toList()) {
          if (!file.startsWith(project.resolve("nn4j-repository"))) {
            assertThat(Files.readString(file)).doesNotContainPattern("@[a-z][a-z_-]+@");
          }
        }
      }
      builds.put(build, Files.readString(project.resolve(BUILD_FILES.get(build))));
      assertThat(project.resolve("src/main").resolve(language)).isDirectory();
      assertThat(project.resolve("src/test").resolve(language)).isDirectory();
    }
    String maven = builds.get("maven");
    String gradle = builds.get("gradle");

    assertThat(gradle).contains(values(maven, "<NN-Api>(.*)</NN-Api>"));
    assertThat(gradle).contains(values(maven, "<nn4j.version>(.*)</nn4j.version>"));
    assertThat(gradle).contains(values(maven, "<junit.version>(.*)</junit.version>"));
    String dependencies = maven.substring(0, maven.indexOf("<build>"));
    List<String> names = values(dependencies, "<artifactId>(?!acme)(.*)</artifactId>");
    assertThat(names).hasSize(4);
    for (String name : names) {
      assertThat(gradle).contains(":" + name + ":");
    }
    assertThat(gradle.contains("kotlin(\"jvm\") version"))
        .isEqualTo(maven.contains("kotlin-maven-plugin"))
        .isEqualTo(language.equals("kotlin"));
    assertThat(folder.resolve("gradle/settings.gradle.kts"))
        .hasContent("rootProject.name = \"acme-part\"");
  }

  private static final Map<String, String> BUILD_FILES =
      Map.of("maven", "pom.xml", "gradle", "build.gradle.kts");

  private static List<String> values(String text, String pattern) {
    List<String> values =
        Pattern.compile(pattern).matcher(text).results().map(match -> match.group(1)).toList();
    assertThat(values).isNotEmpty();
    return values;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "loss|--language|kotlin|in Kotlin there is a template of an activation, but none of a loss",
        "activation|--language|scala|--language",
        "activation|--build|ant|--build"
      })
  void aTemplateThatIsMissingIsSaidToBe(String kind, String flag, String value, String message) {
    Path project = folder.resolve("project");
    Cli.Result result = Cli.run("plugins", "new", kind, "acme.x", flag, value, "--dir", project);

    assertThat(result.code()).isEqualTo(2);
    assertThat(result.err()).contains(message);
    assertThat(project).doesNotExist();
    assertThat(Cli.run("plugins", "new", "loss", "acme.x", "--source", "--build", "gradle").err())
        .contains("--source writes a Java class alone");
  }

  @Test
  void aPluginsOwnLibraryIsFoundAndOneThatIsMissingIsNamed() throws IOException {
    assumeTrue(maven().isPresent(), "Maven is not on the PATH");
    Path project = folder.resolve("acme-part");
    Cli.ok("plugins", "new", "activation", "acme.part", "--dir", project);
    replace(
        project.resolve("pom.xml"),
        "  <dependencies>\n",
        "  <dependencies>\n    <dependency>\n      <groupId>info.picocli</groupId>\n"
            + "      <artifactId>picocli</artifactId>\n      <version>"
            + CommandLine.VERSION
            + "</version>\n    </dependency>\n");
    replace(
        project.resolve("src/main/java/acme/Part.java"),
        "double tilt(double z) {",
        "double tilt(double z) {\n    picocli.CommandLine.Help.Ansi.values();");
    try {
      Cli.Result built = build(project, "-Dmaven.test.skip=true");
      assertThat(built.code()).as(built.toString()).isZero();
    } finally {
      cleanCache(project);
    }
    Path jars = project.resolve("target");
    Path library = jars.resolve("lib/picocli-" + CommandLine.VERSION + ".jar");
    Object[] training = {
      "train",
      "--data",
      IRIS,
      "--target",
      "species",
      "--epochs",
      1,
      "--layers",
      "4:acme.part",
      "--plugins",
      jars,
      "--model",
      folder.resolve("model.safetensors")
    };

    assertThat(library).exists();
    assertThat(Cli.ok(training).err()).doesNotContain("left out");
    Files.delete(library);
    Cli.Result failed = Cli.run(training);
    assertThat(failed.code()).isEqualTo(2);
    assertThat(failed.err())
        .contains(
            "acme-part-1.0.0.jar needs picocli.CommandLine$Help$Ansi, which is neither in it nor in"
                + " "
                + jars.toRealPath().resolve("lib")
                + ": put the jar that has it there")
        .doesNotContain("fault of nn4j");
  }

  private static void replace(Path file, String text, String replacement) throws IOException {
    String before = Files.readString(file);
    assertThat(before).contains(text);
    Files.writeString(file, before.replaceFirst(Pattern.quote(text), replacement));
  }

  private static java.util.Optional<Path> maven() {
    return Stream.of(System.getenv("PATH").split(File.pathSeparator))
        .map(entry -> Path.of(entry, "mvn"))
        .filter(Files::isExecutable)
        .findFirst();
  }

  private static Cli.Result build(Path project, String... options) {
    List<String> command =
        new ArrayList<>(
            List.of(maven().orElseThrow().toString(), "-o", "-q", "-B", "-f", project.toString()));
    // Surefire tells the repository of the Maven that runs these tests.
    String cache = System.getProperty("localRepository");
    if (cache != null) {
      command.add("-Dmaven.repo.local=" + cache);
    }
    command.addAll(List.of(options));
    command.add("package");
    return Jvm.run(Map.of("JAVA_HOME", System.getProperty("java.home")), command);
  }

  /** Removes from Maven's cache what it copied there from the project's repository. */
  private static void cleanCache(Path project) throws IOException {
    String cache = System.getProperty("localRepository");
    Matcher version =
        Pattern.compile("<nn4j.version>(.*-local-[0-9a-f]+)</nn4j.version>")
            .matcher(Files.readString(project.resolve("pom.xml")));
    if (cache == null || !version.find()) {
      return;
    }
    for (String artifact : List.of("nn4j-parent", "nn-api", "nn-core", "nn-simd", "nn-testkit")) {
      Path copies = Path.of(cache, "org", "nn4j", artifact, version.group(1));
      if (Files.exists(copies)) {
        try (Stream<Path> walk = Files.walk(copies)) {
          for (Path path : walk.sorted(Comparator.reverseOrder()).toList()) {
            Files.delete(path);
          }
        }
      }
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "activation|relu|there is a part of that name already",
        "activation|Swish|a part's name must match [a-z]",
        "activation|acme.9x|what follows the last dot must begin with a letter",
        "activation|acme.|no class can be named",
        "activation|new.x|Java has no package named 'new'; choose another with --package",
        "activations|acme..x|Java has no package named",
        "activasion|acme.x|did you mean 'activations'?"
      })
  void aNameThatWillNotDoIsRefused(String kind, String name, String message) {
    Cli.Result result = Cli.run("plugins", "new", kind, name, "--dir", folder.resolve("x"));

    assertThat(result.code()).isEqualTo(2);
    assertThat(result.err()).contains(message);
    assertThat(folder.resolve("x")).doesNotExist();
  }

  @Test
  void aFolderThatIsThereIsNotTouched() {
    Cli.Result result = Cli.run("plugins", "new", "loss", "acme.x", "--dir", folder);

    assertThat(result.code()).isEqualTo(2);
    assertThat(result.err()).contains(folder + ": is there already and is not overwritten");
    assertThat(folder).isEmptyDirectory();
  }

  @ParameterizedTest
  @CsvSource({"activation, acme.activation", "activation, acme.override", "layer, math"})
  void aClassDoesNotBearANameThatJavaOrTheContractsUse(String kind, String name)
      throws IOException {
    Path project = folder.resolve("project");
    Cli.ok("plugins", "new", kind, name, "--dir", project, "--package", "com.acme.parts");

    assertThat(PluginBuild.jar(project)).exists();
  }

  @Test
  void tellsWhatItWroteAsJson() {
    Path project = folder.resolve("project");

    assertThat(
            Cli.ok("plugins", "new", "metric", "acme.near_enough", "--dir", project, "--json")
                .json()
                .path("class")
                .asString())
        .isEqualTo("acme.NearEnough");
  }
}
