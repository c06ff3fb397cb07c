package org.nn4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.nn4j.core.model.ModelFile;

/**
 * Builds {@code examples/consumer-maven}, a project outside of this build, against the jars and
 * poms of this build, and runs the lines of its README: on the class path, on the module path, and
 * as an image of jlink's.
 *
 * <p>Maven writes to a repository under {@code target}. What it needs besides nn4j it copies from
 * that of the machine, where this build had it put: nothing is downloaded.
 */
class ConsumerProjectIT {
  private static final Path EXAMPLES = Path.of("..", "examples");
  private static final String VERSION = System.getProperty("nn4j.version");

  /** Jars of this build on the class path of this module's tests. */
  private static final Pattern JAR = Pattern.compile(".*[/\\\\](nn-\\w+)-[^/\\\\]*\\.jar");

  private static final Path WORK = Path.of("target", "consumer").toAbsolutePath();
  private static final Path PROJECT = WORK.resolve("consumer-maven");
  private static final Path REPOSITORY = WORK.resolve("repository");
  private static final Path JAVA = Path.of(System.getProperty("java.home"), "bin");

  /** What the JVM says of itself. */
  private static final String INCUBATOR =
      "WARNING: Using incubator modules: jdk.incubator.vector" + System.lineSeparator();

  private static final String PREDICTED =
      "setosa \\{setosa=(1\\.0|0\\.9\\d*), versicolor=[\\d.E-]+, virginica=[\\d.E-]+}\\R";

  private static final Map<String, Result> RESULTS = new LinkedHashMap<>();

  private record Result(int code, String out, String err) {}

  @BeforeAll
  static void runTheReadme() throws IOException, InterruptedException {
    assumeTrue(VERSION != null, "runs when the jars are there, in the phase integration-test");
    assumeTrue(
        Stream.of(System.getenv("PATH").split(File.pathSeparator))
            .anyMatch(entry -> Files.isExecutable(Path.of(entry, "mvn"))),
        "Maven is not on the PATH");
    assumeTrue(Files.isExecutable(JAVA.resolve("jlink")), "this JDK has no jlink");
    delete(WORK);
    copy(EXAMPLES.resolve("consumer-maven"), PROJECT);
    copy(EXAMPLES.resolve("data").resolve("iris.csv"), WORK.resolve("data").resolve("iris.csv"));
    install();
    Files.createDirectories(PROJECT.resolve(".mvn"));
    Files.writeString(
        PROJECT.resolve(".mvn").resolve("maven.config"),
        "--offline\n--batch-mode\n--settings\n../settings.xml\n-Daether.offline.protocols=file\n");
    for (String command : commands()) {
      Result result = run(command);
      assertThat(result.code()).as("%s ended with %s", command, result).isZero();
      RESULTS.put(command, result);
    }
  }

  private static List<String> commands() throws IOException {
    String[] blocks = Files.readString(PROJECT.resolve("README.md")).split("(?m)^```$");
    assertThat(blocks).hasSize(3);
    return blocks[1].strip().lines().toList();
  }

  /** Puts the artifacts into the repository, as mvn install does. */
  private static void install() throws IOException {
    List<String> jars = new ArrayList<>();
    String classPath =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    for (String entry : classPath.split(File.pathSeparator)) {
      Matcher jar = JAR.matcher(entry);
      if (jar.matches()) {
        install(jar.group(1), "jar", Path.of(entry));
        install(jar.group(1), "pom", Path.of("..", jar.group(1), "pom.xml"));
        jars.add(jar.group(1));
      }
    }
    assertThat(jars).as("jars on %s", classPath).contains("nn-api", "nn-core", "nn-simd");
    install("nn4j", "jar", Path.of("target", "nn4j-" + VERSION + ".jar"));
    install("nn4j", "pom", Path.of("pom.xml"));
    install("nn4j-bom", "pom", Path.of("..", "nn4j-bom", "target", "flattened-pom.xml"));
    install("nn4j-parent", "pom", Path.of("..", "pom.xml"));
    String machine =
        System.getProperty("localRepository", System.getProperty("user.home") + "/.m2/repository");
    Files.writeString(
        WORK.resolve("settings.xml"),
        """
        <settings>
          <localRepository>%s</localRepository>
          <mirrors>
            <mirror>
              <id>machine</id>
              <mirrorOf>*</mirrorOf>
              <url>%s</url>
            </mirror>
          </mirrors>
        </settings>
        """
            .formatted(REPOSITORY, Path.of(machine).toUri()));
  }

  private static void install(String artifact, String type, Path file) throws IOException {
    copy(
        file,
        REPOSITORY
            .resolve("org/nn4j")
            .resolve(artifact)
            .resolve(VERSION)
            .resolve(artifact + "-" + VERSION + "." + type));
  }

  private static Result run(String command) throws IOException, InterruptedException {
    Path out = WORK.resolve("out.txt");
    Path err = WORK.resolve("err.txt");
    ProcessBuilder builder =
        new ProcessBuilder("sh", "-c", command)
            .directory(PROJECT.toFile())
            .redirectOutput(out.toFile())
            .redirectError(err.toFile());
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    builder
        .environment()
        .merge("PATH", JAVA.toString(), (path, java) -> java + File.pathSeparator + path);
    builder
        .environment()
        .keySet()
        .removeAll(List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "MAVEN_OPTS"));
    Process process = builder.start();
    if (!process.waitFor(5, TimeUnit.MINUTES)) {
      process.destroyForcibly();
      throw new AssertionError(command + " takes more than five minutes");
    }
    return new Result(process.exitValue(), Files.readString(out), Files.readString(err));
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path relative = from.relativize(file);
        if (!relative.startsWith("target")) {
          Path copy = relative.toString().isEmpty() ? to : to.resolve(relative);
          Files.createDirectories(copy.getParent());
          Files.copy(file, copy);
        }
      }
    }
  }

  private static void delete(Path folder) throws IOException {
    if (Files.exists(folder)) {
      try (Stream<Path> walk = Files.walk(folder)) {
        for (Path path : walk.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(path);
        }
      }
    }
  }

  private static Result of(String start) {
    return RESULTS.entrySet().stream()
        .filter(command -> command.getKey().startsWith(start))
        .findFirst()
        .orElseThrow()
        .getValue();
  }

  @Test
  void oneDependencyTrainsOnTheClassPathAndNothingIsSaidOnStandardError() {
    assertThat(of("java -cp").out()).matches(PREDICTED);
    assertThat(of("java -cp").err()).isEmpty();
  }

  @Test
  void oneRequiresTrainsOnTheModulePath() {
    assertThat(of("java -p").out()).matches(PREDICTED);
    assertThat(of("java -p").err()).isEmpty();
  }

  @Test
  void anImageTrainsOnTheVectorApi() throws Exception {
    assertThat(of("target/image").out()).matches(PREDICTED);
    assertThat(of("target/image").err()).isEqualTo(INCUBATOR);
    // Kernels that are asked for and cannot run are an error.
    Result forced =
        run(
            "target/image/bin/java -Dnn4j.kernels=simd"
                + " -m com.example.iris/com.example.iris.Iris ../data/iris.csv"
                + " target/simd.safetensors");
    assertThat(forced.err()).isEqualTo(INCUBATOR);
    assertThat(forced.out()).matches(PREDICTED);
    assertThat(parameters("simd")).isEqualTo(parameters("image"));
  }

  @Test
  void theParametersAreTheSameBytes() {
    assertThat(parameters("module-path")).isEqualTo(parameters("class-path"));
    assertThat(parameters("image")).isEqualTo(parameters("class-path"));
  }

  /** Returns the SHA-256 of a model's parameters; its provenance tells when they came and how. */
  private static String parameters(String model) {
    Path file = PROJECT.resolve("target/" + model + ".safetensors");
    return ModelFile.load(file).network().parameters().sha256();
  }

  @Test
  void nothingComesAlongThatAProgramDoesNotNeed() throws IOException {
    try (Stream<Path> jars = Files.list(PROJECT.resolve("target/lib"))) {
      assertThat(jars.map(jar -> jar.getFileName().toString()))
          .noneMatch(name -> name.matches("(guice|guava|jakarta|logback|picocli|junit).*"))
          .anyMatch(name -> name.startsWith("nn-simd"));
    }
  }
}
