package org.nn4j.core.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nn4j.api.Activation;

class ApiRangeTest {
  private static final String EVERY = "[0,1000)";
  private static final String LATER = "[1000,1001)";

  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[1.0,2)|1.0.0|true",
        "[1.0,2)|1.9.12|true",
        "[1.0,2)|2.0.0|false",
        "[1.0,2)|0.9|false",
        "[1.2,1.3)|1.10.0|false",
        "(1.0,2]|1.0|false",
        "(1.0,2]|2.0.0|true",
        "[1.0,)|7.1|true",
        "(,2)|0.1|true",
        "(,2)|2|false",
        " [ 1.0 , 2 ) |1.5|true",
        "[0.1,0.2)|0.1.0-SNAPSHOT|true",
        "[0.1,0.2)|0.2.0-SNAPSHOT|false",
        "[0.1,0.2)|0.1.3-local-0123456789ab|true"
      })
  void aRangeIsReadAsMavenDoesAndANumberCountsWithoutWhatFollowsIt(
      String range, String version, boolean within) {
    assertThat(ApiRange.problem(range, version) == null).isEqualTo(within);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "1.0", "[1.0]", "(,)", "[1.0,2", "[a,b)", "[1.0,2),[3,4)", "[1..0,2)"})
  void whatIsNoRangeIsSaidToBeNone(String range) {
    assertThat(ApiRange.problem(range, "1.0"))
        .isEqualTo(
            "its manifest's NN-Api must be a range of versions such as [1.0,2) but is '"
                + range
                + "'");
  }

  @Test
  void withoutARangeOrAVersionNothingIsRefused() {
    assertThat(ApiRange.problem(null, "1.0")).isNull();
    assertThat(ApiRange.problem("[1.0,2)", null)).isNull();
    assertThat(ApiRange.problem("[1.0,2)", "unknown")).isNull();
  }

  private JarMaker jar(String range) {
    return new JarMaker()
        .activation("Bend", "acme.bend", "")
        .service(Activation.class, "com.acme.Bend")
        .apiRange(range);
  }

  @Test
  void aJarForThisVersionLoadsAndTellsItsRange() {
    jar(EVERY).write(folder.resolve("bend.jar"));

    CatalogEntry entry =
        PluginLoader.load(List.of(folder)).catalog().get(Kind.ACTIVATION, "acme.bend");

    assertThat(entry.apiRange()).isEqualTo(EVERY);
    assertThat(Catalog.standard().get(Kind.ACTIVATION, "relu").apiRange()).isNull();
  }

  @Test
  void aJarForAnotherVersionIsRefusedBeforeItsCodeRuns() {
    jar(LATER).write(folder.resolve("bend-1.0.jar"));

    assertThat(PluginLoader.load(List.of(folder)).catalog().failures())
        .extracting(LoadFailure::toString)
        .anySatisfy(
            failure ->
                assertThat(failure)
                    .startsWith("bend-1.0.jar: works with nn-api [1000,1001), but this is nn4j 0.")
                    .contains("take a version of the plug-in for it, or the nn4j that it names"));
  }

  @Test
  void soIsOneOnTheClassPath() throws IOException {
    Path bad = jar(LATER).write(folder.resolve("bad.jar"));
    Path good = jar(EVERY).write(folder.resolve("good.jar"));
    ClassLoader parent = PluginLoader.class.getClassLoader();
    for (Path jar : List.of(bad, good)) {
      try (URLClassLoader path = new URLClassLoader(new URL[] {jar.toUri().toURL()}, parent)) {
        Catalog catalog =
            PluginLoader.load(path, List.of(), Watched.LIMIT, failure -> {}).catalog();

        assertThat(catalog.find(Kind.ACTIVATION, "acme.bend").isPresent()).isEqualTo(jar == good);
        assertThat(catalog.failures().toString().contains("com.acme.Bend (bad.jar): works with"))
            .isEqualTo(jar == bad);
      }
    }
  }
}
