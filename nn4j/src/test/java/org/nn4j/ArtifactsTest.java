package org.nn4j;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Holds together what is released. */
class ArtifactsTest {
  private static final Path ROOT = Path.of("..");

  /** What a release builds besides, by its profile. */
  private static final String OPTIONAL = "nn-spark";

  /** The modules that are built and released as jars, by their folders. */
  static List<String> released() throws IOException {
    String root = Files.readString(ROOT.resolve("pom.xml"));
    String modules = root.substring(root.indexOf("<modules>"), root.indexOf("</modules>"));
    Stream<String> names =
        Pattern.compile("<module>(.*)</module>").matcher(modules).results().map(m -> m.group(1));
    return Stream.concat(names.filter(name -> isReleased(pom(name))), Stream.of(OPTIONAL)).toList();
  }

  private static boolean isReleased(String pom) {
    return !pom.contains("<maven.deploy.skip>true") && !pom.contains("<packaging>pom");
  }

  private static String pom(String module) {
    try {
      return Files.readString(ROOT.resolve(module).resolve("pom.xml"));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void theBomNamesWhatIsReleased() throws IOException {
    String bom = pom("nn4j-bom");
    String managed = bom.substring(bom.indexOf("<dependencyManagement>"), bom.indexOf("<build>"));
    Matcher artifacts = Pattern.compile("<artifactId>(.*)</artifactId>").matcher(managed);

    assertThat(artifacts.results().map(m -> m.group(1)))
        .containsExactlyInAnyOrderElementsOf(released())
        .contains("nn4j", "nn-core")
        .doesNotContain("nn-bench", "examples");
  }

  /** What Maven Central asks for; the rest is the parent's. */
  @ParameterizedTest
  @MethodSource("released")
  void aReleasedModuleHasANameAndADescription(String module) {
    assertThat(pom(module))
        .contains("<name>" + module + "</name>")
        .containsPattern("<description>[^<]{10,}</description>");
  }

  /** The projects in examples are built by whoever copies them. */
  @Test
  void theExamplesNameThisVersion() throws IOException {
    Matcher version =
        Pattern.compile("<artifactId>nn4j-parent</artifactId>\\s*<version>(.*)</version>")
            .matcher(Files.readString(ROOT.resolve("pom.xml")));
    assertThat(version.find()).isTrue();
    Path examples = ROOT.resolve("examples");

    for (String name :
        List.of("consumer-maven", "plugin-activation", "serve-jetty", "serve-spring")) {
      assertThat(examples.resolve(name).resolve("pom.xml"))
          .content()
          .contains("<nn4j.version>" + version.group(1) + "</nn4j.version>");
    }
    assertThat(examples.resolve("consumer-gradle/build.gradle.kts"))
        .content()
        .contains(
            "platform(\"org.nn4j:nn4j-bom:" + version.group(1) + "\")",
            "implementation(\"org.nn4j:nn4j\")",
            "../consumer-maven/src/main/java",
            "com.example.iris.Iris",
            "options.release = 17");
  }
}
