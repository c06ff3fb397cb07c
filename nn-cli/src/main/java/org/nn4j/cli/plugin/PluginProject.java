package org.nn4j.cli.plugin;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.nn4j.core.InputException;

/**
 * Writes a complete Maven project for a plug-in, which builds, or its source file alone; its checks
 * pass.
 */
public final class PluginProject {
  private static final String REPOSITORY = "nn4j-repository";
  private static final String SERVICES = "src/main/resources/META-INF/services/";

  private PluginProject() {}

  /**
   * Writes a project.
   *
   * @param folder the folder to create
   * @throws InputException if the folder is there already or cannot be written
   */
  public static void write(PluginName name, Path folder) {
    if (Files.exists(folder)) {
      throw InputException.in(
          folder, "is there already and is not overwritten; name another folder with --dir");
    }
    try {
      BuildVersions versions = BuildVersions.read();
      Map<String, String> values = values(name);
      values.putAll(versions.values());
      if (versions.nn4j().endsWith("-SNAPSHOT")) {
        LocalRepository repository = LocalRepository.ofRunning(versions.nn4j());
        repository.write(folder.resolve(REPOSITORY));
        values.put("nn4j_version", repository.version());
        values.put("repositories", Resources.text("repositories.xml"));
        values.put(
            "repository_note",
            "- `nn4j-repository/` is the nn4j that wrote this project, which is not released. With"
                + " a release, remove\n  it and `<repositories>` from `pom.xml`.");
        write(folder, ".mvn/maven.config", "maven.config", values);
      } else {
        values.put("nn4j_version", versions.nn4j());
        values.put("repositories", "");
        values.put("repository_note", "");
      }
      write(folder, "pom.xml", "pom.xml", values);
      write(folder, "README.md", "README.md", values);
      write(folder, ".gitignore", "gitignore", values);
      write(folder, "src/main/java/" + name.path() + ".java", name.template(), values);
      write(folder, "src/test/java/" + name.path() + "Test.java", "test.java", values);
      write(folder, SERVICES + name.kind().type().getName(), "service", values);
    } catch (IOException e) {
      throw InputException.in(folder, "the project cannot be written: " + e.getMessage());
    }
  }

  /**
   * Writes the class of a plug-in, which needs no build.
   *
   * @param folder the folder that it is written to, created if need be
   * @return the file
   * @throws InputException if the file is there already or cannot be written
   */
  public static Path writeSource(PluginName name, Path folder) {
    String file = name.className() + ".java";
    if (Files.exists(folder.resolve(file))) {
      throw InputException.in(
          folder.resolve(file),
          "is there already and is not overwritten; name another folder with --dir");
    }
    try {
      write(folder, file, name.template(), values(name));
    } catch (IOException e) {
      throw InputException.in(folder, "the source cannot be written: " + e.getMessage());
    }
    return folder.resolve(file);
  }

  private static Map<String, String> values(PluginName name) {
    Map<String, String> values = new LinkedHashMap<>();
    values.put("kind", name.kind().noun());
    values.put("noun", name.kind().noun());
    values.put("name", name.name());
    values.put("package", name.packageName());
    values.put("class", name.className());
    values.put("path", name.packageName().replace('.', '/'));
    values.put("type", name.type());
    values.put("artifact", name.artifact());
    values.put("usage", name.usage());
    return values;
  }

  private static void write(Path folder, String file, String template, Map<String, String> values)
      throws IOException {
    String text = Resources.text(template);
    for (Map.Entry<String, String> value : values.entrySet()) {
      text = text.replace("@" + value.getKey() + "@", value.getValue());
    }
    Path target = folder.resolve(file);
    Files.createDirectories(target.resolveSibling(""));
    Files.writeString(target, text.stripTrailing() + "\n");
  }
}
