package org.nn4j.core.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nn4j.api.Activation;
import org.nn4j.api.ElementwiseActivation;
import org.nn4j.core.InputException;

/** Plug-ins that are source files. */
class PluginSourceTest {
  @TempDir private Path temp;
  private final List<String> told = new ArrayList<>();

  private Path write(String name, String source) throws IOException {
    Path file = temp.toRealPath().resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, source);
  }

  private static String activation(String type, String name, String value) {
    return "public record "
        + type
        + "() implements org.nn4j.api.ElementwiseActivation {\n"
        + "  public String name() { return \""
        + name
        + "\"; }\n"
        + "  public double value(double z) { return "
        + value
        + "; }\n"
        + "  public double derivative(double z, double a) { return 0; }\n"
        + "}\n";
  }

  private Plugins load(Path place) {
    return PluginLoader.load(List.of(place), failure -> told.add(failure.toString()));
  }

  private static double value(Plugins plugins, String name) {
    return ((ElementwiseActivation) plugins.catalog().create(Activation.class, name)).value(3);
  }

  @Test
  void aFileIsAPluginWhichIsNamedAsItsOrigin() throws IOException {
    Plugins plugins = load(write("Twice.java", activation("Twice", "my.twice", "2 * z")));

    assertThat(value(plugins, "my.twice")).isEqualTo(6);
    CatalogEntry entry = plugins.catalog().find(Kind.ACTIVATION, "my.twice").orElseThrow();
    assertThat(entry.origin()).hasToString("Twice.java");
    assertThat(plugins.compiled()).containsExactly(entry.file().orElseThrow());
    assertThat(told).isEmpty();
  }

  @Test
  void publicClassesInAClassAndPackagesAreFoundToo() throws IOException {
    String inner = activation("Inner", "my.inner", "z");
    String hidden = activation("Hidden", "my.hidden", "z").replace("public record", "record");
    write("Several.java", "package acme; public final class Several {" + inner + hidden + "}");

    Plugins plugins = load(temp);

    assertThat(value(plugins, "my.inner")).isEqualTo(3);
    assertThat(plugins.catalog().find(Kind.ACTIVATION, "my.hidden")).isEmpty();
    assertThat(told).isEmpty();
  }

  @Test
  void filesOfAFolderShareClassesAndOneThatIsBrokenDoesNotAffectTheOthers() throws IOException {
    write("Shared.java", "class Shared { static double half(double z) { return z / 2; } }");
    write("Half.java", activation("Half", "my.half", "Shared.half(z)"));
    write("Broken.java", activation("Broken", "my.broken", "zz"));

    Plugins plugins = load(temp);

    assertThat(value(plugins, "my.half")).isEqualTo(1.5);
    assertThat(told)
        .singleElement()
        .asString()
        .isEqualTo(
            "Broken.java: does not compile: line 3, column 42: cannot find symbol: variable zz"
                + " in class Broken");
    load(temp.resolve("Shared.java").toRealPath());
    assertThat(told)
        .last()
        .asString()
        .startsWith("Shared.java: has no class that is a part: one that implements Activation");
  }

  @Test
  void librariesInTheFolderBesideItAreSeen() throws IOException {
    Path library = Files.createDirectories(temp.toRealPath().resolve("lib")).resolve("util.jar");
    new JarMaker()
        .compile(
            "org.lib.Util",
            "package org.lib; public class Util { public static double nine() { return 9; } }")
        .write(library);
    Path file = write("Nine.java", activation("Nine", "my.nine", "org.lib.Util.nine()"));

    assertThat(value(load(file), "my.nine")).isEqualTo(9);
  }

  @Test
  void ofNn4jTheContractsAloneAreSeen() throws IOException {
    load(write("Nosy.java", activation("Nosy", "my.nosy", "org.nn4j.core.registry.Kind.f(z)")));

    assertThat(told)
        .singleElement()
        .asString()
        .contains("Nosy.java: does not compile", "package org.nn4j.core.registry does not exist");
  }

  @Test
  void itIsCompiledAgainOnlyIfItChanges() throws IOException {
    String source = activation("Once", "my.once", "z");
    Path first = load(write("Once.java", source)).compiled().get(0);
    Files.setLastModifiedTime(first, FileTime.fromMillis(0));

    assertThat(load(write("Once.java", source)).compiled()).containsExactly(first);
    assertThat(Files.getLastModifiedTime(first).toMillis()).isZero();
    Plugins changed = load(write("Once.java", source.replace("return z", "return -z")));
    assertThat(changed.compiled()).doesNotContain(first);
    assertThat(value(changed, "my.once")).isEqualTo(-3);
  }

  @Test
  void aJarMayBeNamedByItselfAndOtherFilesAreRefused() throws IOException {
    Path jar = temp.toRealPath().resolve("acme.jar");
    new JarMaker()
        .activation("Alone", "acme.alone", "")
        .service(Activation.class, "com.acme.Alone")
        .write(jar);
    Path text = write("notes.txt", "");

    assertThat(value(load(PluginFolders.existing(List.of(jar)).get(0)), "acme.alone")).isEqualTo(3);
    assertThatThrownBy(() -> PluginFolders.existing(List.of(text)))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("neither a jar nor a Java source file");
  }
}
