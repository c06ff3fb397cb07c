package org.nn4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.UUID;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code nn plugins add} and {@code remove}, by a Maven whose repository is a folder. */
class PluginsAddTest {
  private static final String SERVICE = "META-INF/services/org.nn4j.api.Activation";

  /** A group that no other test and no other run has in Maven's cache. */
  private final String group = "acme" + UUID.randomUUID().toString().substring(0, 8);

  @TempDir private Path folder;
  private Path store;
  private String maven;

  @BeforeEach
  void prepare() {
    store = folder.resolve("store");
  }

  private void publishAll() throws IOException {
    Cli.ok("plugins", "new", "activation", "acme.bent", "--dir", folder.resolve("project"));
    Path plugin = PluginBuild.jar(folder.resolve("project"));
    Path empty = jar(folder.resolve("empty.jar"), "some/Class.txt", "");
    publish("tables", "1", empty, "<licenses><license><name>MIT</name></license></licenses>");
    publish("bent", "1.0", plugin, dependency("tables", "1"));
    publish(
        "bent", "2.0", plugin, "<licenses><license><name>Apache-2.0</name></license></licenses>");
    publish("broken", "1", jar(folder.resolve("broken.jar"), SERVICE, "acme.Gone"), "");
    Path settings = folder.resolve("settings.xml");
    Files.writeString(
        settings,
        "<settings><profiles><profile><id>p</id><repositories><repository><id>"
            + group
            + "</id><url>"
            + folder.resolve("repository").toUri()
            + "</url></repository></repositories></profile></profiles><activeProfiles>"
            + "<activeProfile>p</activeProfile></activeProfiles></settings>");
    String cache = System.getProperty("localRepository");
    maven =
        "mvn -o -Daether.offline.protocols=file -s "
            + settings
            + (cache == null ? "" : " -Dmaven.repo.local=" + cache);
  }

  @AfterEach
  void cleanCache() throws IOException {
    String cache = System.getProperty("localRepository");
    Path copies =
        Path.of(cache == null ? System.getProperty("user.home") + "/.m2/repository" : cache, group);
    if (Files.exists(copies)) {
      try (Stream<Path> walk = Files.walk(copies)) {
        for (Path path : walk.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(path);
        }
      }
    }
  }

  private String dependency(String artifact, String version) {
    return "<dependencies><dependency>" + gav(artifact, version) + "</dependency></dependencies>";
  }

  private String gav(String artifact, String version) {
    return "<groupId>%s</groupId><artifactId>%s</artifactId><version>%s</version>"
        .formatted(group, artifact, version);
  }

  private void publish(String artifact, String version, Path jar, String more) throws IOException {
    Path place = folder.resolve("repository").resolve(group).resolve(artifact).resolve(version);
    Files.createDirectories(place);
    String name = artifact + "-" + version;
    Files.copy(jar, place.resolve(name + ".jar"));
    String head = "<project><modelVersion>4.0.0</modelVersion>" + gav(artifact, version);
    Files.writeString(place.resolve(name + ".pom"), head + more + "</project>");
  }

  private static Path jar(Path file, String entry, String content) throws IOException {
    try (OutputStream out = Files.newOutputStream(file);
        JarOutputStream entries = new JarOutputStream(out)) {
      entries.putNextEntry(new JarEntry(entry));
      entries.write(content.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }
    return file;
  }

  private Cli.Result add(String artifact) {
    return Cli.run("plugins", "add", group + ":" + artifact, "--dir", store, "--maven", maven);
  }

  @Test
  void aPluginIsFetchedWithItsLibraryUsedReplacedAndRemoved() throws IOException {
    publishAll();
    Cli.Result added = add("bent:1.0");

    assertThat(added.code()).as(added.toString()).isZero();
    Path place = store.resolve(group + "+bent");
    assertThat(added.out())
        .contains(
            "added " + group + ":bent:1.0 to " + place,
            "bent-1.0.jar  (no licence named)",
            "tables-1.jar  (MIT)",
            "activation acme.bent",
            "nn plugins verify acme.bent --plugins " + store)
        .containsPattern("sha256 [0-9a-f]{64}\n");
    assertThat(place.resolve("lib/tables-1.jar")).exists();
    assertThat(Cli.ok("plugins", "list", "activation", "--plugins", store).out())
        .contains("activations from bent-1.0.jar", "acme.bent");

    refused("broken:1", "no such class, though " + SERVICE + " names it");
    refused("bent:9", "bent:jar:9");
    assertThat(place.resolve("bent-1.0.jar")).exists();
    assertThat(store).isDirectoryNotContaining(path -> !path.equals(place));

    assertThat(add("bent:2.0").out()).contains("bent-2.0.jar  (Apache-2.0)");
    assertThat(place.resolve("bent-1.0.jar")).doesNotExist();
    assertThat(place.resolve("lib/tables-1.jar")).doesNotExist();

    Cli.ok("plugins", "remove", group + ":bent", "--dir", store);
    assertThat(store).isEmptyDirectory();
    Cli.Result again = Cli.run("plugins", "remove", group + ":bent", "--dir", store);
    assertThat(again.code()).isEqualTo(2);
    assertThat(again.err()).contains(group + ":bent was not added to it; nothing was");
  }

  private void refused(String artifact, String message) {
    Cli.Result result = add(artifact);

    assertThat(result.code()).as(result.toString()).isEqualTo(2);
    assertThat(result.err()).contains(group + ":" + artifact, message).hasLineCount(1);
  }

  @Test
  void withoutMavenTheMessageSaysWhatToDo() {
    Cli.Result result =
        Cli.run("plugins", "add", "com.acme:x:1", "--dir", store, "--maven", "no-such-maven");

    assertThat(result.code()).isEqualTo(2);
    assertThat(result.err())
        .contains(
            "does not start", "no-such-maven", "; install it, or name its command with --maven")
        .doesNotContain(" ;");
    assertThat(store).isEmptyDirectory();
  }

  @ParameterizedTest
  @ValueSource(strings = {"acme", "com.acme:x", "com.acme:x:1:2", "../x:y:1/../2", ""})
  void whatIsNoPluginsNameIsRefused(String name) {
    Cli.Result result = Cli.run("plugins", "add", name, "--dir", store);

    assertThat(result.code()).isEqualTo(2);
    assertThat(result.err()).contains("it must be GROUP:ARTIFACT:VERSION");
    assertThat(store).doesNotExist();
  }
}
