package org.nn4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A copy of a project in {@code examples}, outside of this build, to be built against the jars and
 * poms of this build. Maven writes to a repository that is not the machine's.
 */
final class ExampleProject {
  static final Path JAVA = Path.of(System.getProperty("java.home"), "bin");

  private static final Path EXAMPLES = Path.of("..", "examples");
  private static final String VERSION = System.getProperty("nn4j.version");

  /** Jars of this build on the class path of this module's tests. */
  private static final Pattern JAR = Pattern.compile(".*[/\\\\](nn-\\w+)-[^/\\\\]*\\.jar");

  private final Path work;
  private final Path folder;
  private final Path repository;

  /** What a command ended with. */
  record Result(int code, String out, String err) {}

  /**
   * Copies the project, beside it the irises.
   *
   * @param repository where Maven writes to, with the artifacts of this build in it
   */
  ExampleProject(String name, Path work, Path repository) throws IOException {
    assumeTrue(VERSION != null, "runs when the jars are there, in the phase integration-test");
    assumeTrue(
        Stream.of(System.getenv("PATH").split(File.pathSeparator))
            .anyMatch(entry -> Files.isExecutable(Path.of(entry, "mvn"))),
        "Maven is not on the PATH");
    this.work = work;
    this.folder = work.resolve(name);
    this.repository = repository;
    delete(work);
    delete(repository.resolve("org/nn4j"));
    copy(EXAMPLES.resolve(name), folder);
    copy(EXAMPLES.resolve("data").resolve("iris.csv"), work.resolve("data").resolve("iris.csv"));
    install();
  }

  Path folder() {
    return folder;
  }

  /** Writes what Maven is always called with. */
  void configure(String settings, String options) throws IOException {
    Files.writeString(work.resolve("settings.xml"), settings);
    Path mvn = Files.createDirectories(folder.resolve(".mvn"));
    Files.copy(Path.of("..", ".mvn", "jvm.config"), mvn.resolve("jvm.config"));
    Files.writeString(
        mvn.resolve("maven.config"), "--batch-mode\n--settings\n../settings.xml\n" + options);
  }

  /**
   * Returns the address of the repository of the machine, where this build had its libraries put.
   */
  static String machine() {
    return Path.of(
            System.getProperty(
                "localRepository", System.getProperty("user.home") + "/.m2/repository"))
        .toUri()
        .toString();
  }

  /** Puts the artifacts into the repository, as mvn install does. */
  private void install() throws IOException {
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
  }

  private void install(String artifact, String type, Path file) throws IOException {
    copy(
        file,
        repository
            .resolve("org/nn4j")
            .resolve(artifact)
            .resolve(VERSION)
            .resolve(artifact + "-" + VERSION + "." + type));
  }

  /** Runs a line of the shell in the project's folder. */
  Result run(String command) throws IOException, InterruptedException {
    Path out = work.resolve("out.txt");
    Path err = work.resolve("err.txt");
    ProcessBuilder builder =
        new ProcessBuilder("sh", "-c", command)
            .directory(folder.toFile())
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
}
