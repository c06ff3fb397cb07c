package org.nn4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.nn4j.ExampleProject.Result;
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
  private static final Path WORK = Path.of("target", "consumer").toAbsolutePath();
  private static final Path REPOSITORY = WORK.resolve("repository");

  /** What the JVM says of itself. */
  private static final String INCUBATOR =
      "WARNING: Using incubator modules: jdk.incubator.vector" + System.lineSeparator();

  private static final String PREDICTED =
      "setosa \\{setosa=(1\\.0|0\\.9\\d*), versicolor=[\\d.E-]+, virginica=[\\d.E-]+}\\R";

  private static final Map<String, Result> RESULTS = new LinkedHashMap<>();

  private static ExampleProject project;

  @BeforeAll
  static void runTheReadme() throws IOException, InterruptedException {
    assumeTrue(Files.isExecutable(ExampleProject.JAVA.resolve("jlink")), "this JDK has no jlink");
    project = new ExampleProject("consumer-maven", WORK, REPOSITORY);
    project.configure(
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
            .formatted(REPOSITORY, ExampleProject.machine()),
        "--offline\n-Daether.offline.protocols=file\n");
    for (String command : commands()) {
      Result result = project.run(command);
      assertThat(result.code()).as("%s ended with %s", command, result).isZero();
      RESULTS.put(command, result);
    }
  }

  private static List<String> commands() throws IOException {
    String[] blocks = Files.readString(project.folder().resolve("README.md")).split("(?m)^```$");
    assertThat(blocks).hasSize(3);
    return blocks[1].strip().lines().toList();
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
        project.run(
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
    Path file = project.folder().resolve("target/" + model + ".safetensors");
    return ModelFile.load(file).network().parameters().sha256();
  }

  @Test
  void nothingComesAlongThatAProgramDoesNotNeed() throws IOException {
    try (Stream<Path> jars = Files.list(project.folder().resolve("target/lib"))) {
      assertThat(jars.map(jar -> jar.getFileName().toString()))
          .noneMatch(name -> name.matches("(guice|guava|jakarta|logback|picocli|junit).*"))
          .anyMatch(name -> name.startsWith("nn-simd"));
    }
  }
}
