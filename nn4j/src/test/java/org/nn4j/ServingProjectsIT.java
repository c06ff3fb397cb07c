package org.nn4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Builds the examples that put served models into other servers, and runs their tests.
 *
 * <p>The servers are no dependencies of nn4j: Maven takes them from the machine's repository, or
 * fetches them into {@code .nn/examples}, which {@code mvn clean} leaves alone. Where it can do
 * neither, the test is skipped.
 */
@Tag("once")
class ServingProjectsIT {
  private static final Path FETCHED = Path.of("..", ".nn", "examples").toAbsolutePath().normalize();

  /** How Maven says that something is not to be had, and what. */
  private static final Pattern MISSING =
      Pattern.compile(
          "(?:Could not (?:find|transfer) artifact|Failure to (?:find|transfer)|Cannot access)"
              + "[^\\n]*");

  @ParameterizedTest
  @CsvSource({"serve-jetty, FlowersTest, 4", "serve-spring, FlowersApplicationTest, 5"})
  void theTestsOfTheExamplePass(String name, String test, int count) throws Exception {
    ExampleProject project =
        new ExampleProject(name, Path.of("target", name).toAbsolutePath(), FETCHED);
    project.configure(
        """
        <settings>
          <localRepository>%s</localRepository>
          <profiles>
            <profile>
              <id>machine</id>
              <repositories>
                <repository>
                  <id>machine</id>
                  <url>%2$s</url>
                  <releases><checksumPolicy>ignore</checksumPolicy></releases>
                </repository>
              </repositories>
              <pluginRepositories>
                <pluginRepository>
                  <id>machine</id>
                  <url>%2$s</url>
                  <releases><checksumPolicy>ignore</checksumPolicy></releases>
                </pluginRepository>
              </pluginRepositories>
            </profile>
          </profiles>
          <activeProfiles><activeProfile>machine</activeProfile></activeProfiles>
        </settings>
        """
            .formatted(FETCHED, ExampleProject.machine()),
        "-Daether.connector.connectTimeout=5000\n--no-transfer-progress\n");
    ExampleProject.Result result = project.run("mvn package");

    Matcher missing = MISSING.matcher(result.out());
    if (result.code() != 0 && missing.find() && !missing.group().contains("org.nn4j")) {
      abort(name + " is not built, since Maven has not all it needs: " + missing.group());
    }
    assertThat(result.out().lines().filter(line -> line.startsWith("[ERROR]"))).isEmpty();
    assertThat(result.code()).as(result.out()).isZero();
    assertThat(
            Files.readString(
                project
                    .folder()
                    .resolve("target/surefire-reports/com.example.flowers." + test + ".txt")))
        .contains("Tests run: " + count + ", Failures: 0, Errors: 0, Skipped: 0");
  }
}
