package org.nn4j.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** {@code nn plugins} on a good plug-in, a wrong one and a broken one. */
class PluginVerbsTest {
  @TempDir private static Path temp;
  private static Path good;
  private static Path wrong;
  private static Path broken;

  @BeforeAll
  static void makePlugins() throws IOException {
    good = build("acme.good", "", "");
    wrong = build("acme.wrong", "return 1 + bend", "return 1 - bend");
    broken = build("acme.broken", "this(1);", "this(1);\n    throw new AssertionError(\"no\");");
  }

  private static Path build(String name, String text, String replacement) throws IOException {
    Path project = temp.resolve(name);
    Cli.ok("plugins", "new", "activation", name, "--dir", project);
    String simple = name.substring("acme.".length());
    Path source =
        project.resolve(
            "src/main/java/acme/"
                + simple.substring(0, 1).toUpperCase(java.util.Locale.ROOT)
                + simple.substring(1)
                + ".java");
    Files.writeString(source, Files.readString(source).replace(text, replacement));
    return PluginBuild.jar(project).getParent();
  }

  @Test
  void listsByOriginIn80Columns() {
    String list = Cli.ok("plugins", "list", "--plugins", good, "--plugins", broken).out();

    assertThat(list.lines()).allMatch(line -> line.length() <= 80);
    assertThat(list)
        .contains("activations from plugin.jar\n  acme.good(bend=1.0)  z + bend*(sqrt(z^2 + 1)")
        .containsSubsequence("metrics from", "rejected\n  acme.Broken (plugin.jar): Assertion");
  }

  @Test
  void listsAsJson() {
    JsonNode list =
        Cli.ok("plugins", "list", "activation", "--json", "--plugins", good, "--plugins", broken)
            .json();

    JsonNode first = list.path("activations").path(0);
    assertThat(first.path("name").asString()).isEqualTo("acme.good");
    assertThat(first.path("built_in").asBoolean(true)).isFalse();
    assertThat(first.path("from").asString()).isEqualTo("plugin.jar");
    assertThat(list.path("rejected").path(0).path("class").asString()).isEqualTo("acme.Broken");
    assertThat(list.path("rejected").path(0).path("reason").asString()).contains("no");
  }

  @Test
  void showsRulesAndSamples() {
    assertThat(Cli.ok("plugins", "show", "acme.good", "--plugins", good).out())
        .containsPattern("bend +number +1\\.0 +in \\[0\\.0, 2\\.0\\)")
        .contains("use as  acme.good(bend=1.0)");
    JsonNode part =
        Cli.ok("plugins", "show", "acme.good", "--plugins", good, "--json").json().path("parts");
    assertThat(part.path(0).path("parameters").path(0).path("must_be").asString())
        .isEqualTo("in [0.0, 2.0)");
    JsonNode samples = part.path(0).path("samples");
    assertThat(samples.path("z").size()).isEqualTo(81);
    assertThat(samples.path("derivative").path(40).asDouble()).isEqualTo(1);
  }

  @Test
  void showsTheValuesThatAnExpressionGives() {
    Object[] show = {"plugins", "show", "acme.good(bend=0.5)", "--plugins", good};
    assertThat(Cli.ok(show).out())
        .startsWith("acme.good(bend=0.5), activation")
        .containsPattern("parameter +type +value +must be");
    assertThat(Cli.ok("plugins", "show", "acme.good", "--plugins", good).out())
        .startsWith("acme.good, activation")
        .containsPattern("parameter +type +default +must be");
  }

  @Test
  void verifiesThosePluginsThatAreNotBuiltIn() {
    Cli.Result result = Cli.ok("plugins", "verify", "--plugins", good);

    assertThat(result.out()).hasLineCount(1).contains("acme.good(bend=1.0): all ");
    assertThat(Cli.ok("plugins", "verify", "relu", "mse", "--json").json().path("parts").size())
        .isGreaterThanOrEqualTo(2);
  }

  @Test
  void aWrongDerivativeIsRejectedWithItsCounterexample() {
    Cli.Result result =
        Cli.run("plugins", "verify", "--plugins", good, "--plugins", wrong, "--json");

    assertThat(result.code()).isEqualTo(1);
    assertThat(result.json().path("passed").asBoolean(true)).isFalse();
    JsonNode parts = result.json().path("parts");
    assertThat(parts.path(0).path("passed").asBoolean()).isTrue();
    assertThat(parts.path(1).path("name").asString()).isEqualTo("acme.wrong");
    assertThat(parts.path(1).path("counterexamples").path(0).path("message").asString())
        .contains("expected", "but got");
  }

  @Test
  void whatCannotBeLoadedDoesNotPass() {
    Cli.Result result = Cli.run("plugins", "verify", "--plugins", broken);

    assertThat(result.code()).isEqualTo(1);
    assertThat(result.out()).startsWith("rejected acme.Broken (plugin.jar): AssertionError: no");
    assertThat(Cli.run("plugins", "verify").code()).isEqualTo(2);
    assertThat(Cli.run("plugins", "verify", "acme.goo", "--plugins", good).err())
        .contains("did you mean 'acme.good'?");
  }

  @Test
  void aPartPassesOnlyIfNothingBesideItInItsJarIsRejected() throws IOException {
    Path project = temp.resolve("half");
    Cli.ok("plugins", "new", "activation", "acme.half", "--dir", project);
    Path services = project.resolve("src/main/resources/META-INF/services");
    Files.writeString(
        services.resolve("org.nn4j.api.Activation"),
        "acme.Half\nacme.Gone\njava.lang.String\njava.lang.Integer\n");
    Path jars = PluginBuild.jar(project).getParent();

    Cli.Result half = Cli.run("plugins", "verify", "acme.half", "--plugins", jars);
    assertThat(half.code()).isEqualTo(1);
    assertThat(half.out())
        .contains(
            "acme.half(bend=1.0): all ",
            "rejected acme.Gone (plugin.jar): no such class, though META-INF/services/org.nn4j.api"
                + ".Activation names it",
            "rejected java.lang.String (plugin.jar): does not implement org.nn4j.api.Activation");
    Cli.Result other = Cli.run("plugins", "verify", "relu", "--plugins", jars);
    assertThat(other.code()).isZero();
    assertThat(other.err()).contains("plug-in left out: acme.Gone (plugin.jar)");
    Path jar = jars.resolve("plugin.jar");
    assertThat(Cli.run("plugins", "verify", jar).err())
        .contains(jar + "' is a file, not a part: for what is in it, --plugins " + jar);
  }

  @Test
  void aFileOfTheSameNameHidesNoPart(@TempDir Path folder) {
    assertThat(Path.of("src")).isDirectory();
    Cli.ok("plugins", "new", "activation", "src", "--source", "--package", "acme", "--dir", folder);

    assertThat(Cli.ok("plugins", "show", "src", "--plugins", folder.resolve("Src.java")).out())
        .contains("src, activation");
    assertThat(Cli.run("plugins", "show", "src").err()).contains("'src' is a file, not a part");
  }

  @Test
  void theVariableNamesFoldersTooAndOneThatIsMissingStopsNothing() {
    Cli.Result found =
        Jvm.nn(Map.of("NN4J_PLUGINS", good.toString()), "plugins", "show", "acme.good");
    Path none = temp.resolve("none");
    Cli.Result missing = Jvm.nn(Map.of("NN4J_PLUGINS", none.toString()), "plugins", "show", "relu");

    assertThat(found.code()).isZero();
    assertThat(missing.code()).isZero();
    assertThat(missing.err())
        .isEqualTo(
            "nn: plug-in left out: "
                + none
                + ": the plug-in folder does not exist (named by the environment variable"
                + " NN4J_PLUGINS)\n");
  }

  @Test
  void theHomeIsWhereTheVariableSays() throws IOException {
    Path home = temp.resolve("home");
    Files.createDirectories(home.resolve(".nn4j"));
    Files.createSymbolicLink(home.resolve(".nn4j").resolve("plugins"), good);

    Cli.Result found = Jvm.nn(Map.of("HOME", home.toString()), "plugins", "show", "acme.good");

    assertThat(found.code()).as(found.toString()).isZero();
  }

  /** Root reads what it may not, unless it gives that up. */
  @Test
  void aFolderThatMayNotBeReadStopsNothing() throws IOException {
    Path shut = Files.createDirectory(temp.resolve("shut"));
    Files.setPosixFilePermissions(shut, Set.of());
    List<String> command = new ArrayList<>();
    if (Files.isReadable(shut)) {
      assumeTrue(Files.isExecutable(Path.of("/usr/bin/setpriv")), "root, and no setpriv");
      command.addAll(List.of("setpriv", "--bounding-set=-dac_override,-dac_read_search"));
    }
    command.addAll(Jvm.command("plugins", "show", "relu", "--plugins", shut));

    Cli.Result result = Jvm.run(Map.of(), command);

    assertThat(result.code()).as(result.toString()).isZero();
    assertThat(result.err())
        .startsWith("nn: plug-in left out: " + shut + ": the plug-in folder cannot be read: ")
        .hasLineCount(1);
  }
}
