package org.nn4j.cli.plugin;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.nn4j.core.InputException;
import org.nn4j.core.registry.Kind;

/**
 * A complete project for a plug-in, which builds, and whose checks pass; or its source file alone.
 *
 * @param name what the plug-in is called
 * @param language what it is written in
 * @param build what builds it
 */
public record PluginProject(PluginName name, Language language, Build build) {
  private static final String REPOSITORY = "nn4j-repository";
  private static final String SERVICES = "src/main/resources/META-INF/services/";

  /** The languages of which there are templates. */
  public enum Language {
    JAVA("java"),
    KOTLIN("kt");

    private final String end;

    Language(String end) {
      this.end = end;
    }

    String end() {
      return end;
    }

    private String folder() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** The tools of which there are builds. */
  public enum Build {
    MAVEN("pom.xml", "mvn package", "mvn -q -f %s package", "target"),
    GRADLE("build.gradle.kts", "gradle build", "gradle -q -p %s build", "build/libs");

    private final String file;
    private final String command;
    private final String commandOutside;
    private final String jars;

    Build(String file, String command, String commandOutside, String jars) {
      this.file = file;
      this.command = command;
      this.commandOutside = commandOutside;
      this.jars = jars;
    }

    private String end() {
      return file.substring(file.lastIndexOf('.'));
    }
  }

  /**
   * Checks that there is a template.
   *
   * @throws InputException if there is none of this kind in this language
   */
  public PluginProject {
    if (language == Language.KOTLIN && name.kind() != Kind.ACTIVATION) {
      throw new InputException(
          "in Kotlin there is a template of an activation, but none of a "
              + name.kind().noun()
              + "; take --language java, or start from that of an activation");
    }
  }

  /** Returns the folder that the project's jars are built into. */
  public Path jars(Path folder) {
    return folder.resolve(build.jars);
  }

  /** Returns the command that builds the project. */
  public String command(Path folder) {
    return String.format(Locale.ROOT, build.commandOutside, folder);
  }

  /**
   * Writes the project.
   *
   * @param folder the folder to create
   * @throws InputException if the folder is there already or cannot be written
   */
  public void write(Path folder) {
    if (Files.exists(folder)) {
      throw InputException.in(
          folder, "is there already and is not overwritten; name another folder with --dir");
    }
    try {
      BuildVersions versions = BuildVersions.read();
      boolean released = !versions.nn4j().endsWith("-SNAPSHOT");
      boolean kotlin = language == Language.KOTLIN;
      // Texts with places for what follows come first.
      Map<String, String> values = new LinkedHashMap<>();
      values.put("repository_note", released ? "" : Resources.text("repository_note.md"));
      values.put("repositories", released ? "" : Resources.text("repositories" + build.end()));
      values.put("kotlin", kotlin ? Resources.text("kotlin" + build.end()) : "");
      values.put(
          "language_plugin", kotlin ? "kotlin(\"jvm\") version \"@kotlin_version@\"" : "java");
      values.putAll(values(name));
      values.putAll(versions.values());
      values.put("nn4j_version", released ? versions.nn4j() : repository(folder, versions));
      values.put("nn_api", versions.apiRange());
      values.put("language", language.folder());
      values.put("end", language.end);
      values.put("command", build.command);
      values.put("jars", build.jars);
      values.put("build_file", build.file);
      write(folder, build.file, build.file, values);
      if (build == Build.GRADLE) {
        write(folder, "settings.gradle.kts", "settings.gradle.kts", values);
      } else if (!released) {
        write(folder, ".mvn/maven.config", "maven.config", values);
      }
      write(folder, "README.md", "README.md", values);
      write(folder, ".gitignore", "gitignore", values);
      String sources = language.folder() + "/" + name.path();
      write(folder, "src/main/" + sources + "." + language.end, name.template(language), values);
      write(folder, "src/test/" + sources + "Test." + language.end, "test." + language.end, values);
      write(folder, SERVICES + name.kind().type().getName(), "service", values);
    } catch (IOException e) {
      throw InputException.in(folder, "the project cannot be written: " + e.getMessage());
    }
  }

  /** Writes the running nn4j as a repository, and returns the version that it has there. */
  private static String repository(Path folder, BuildVersions versions) throws IOException {
    LocalRepository repository = LocalRepository.ofRunning(versions.nn4j());
    repository.write(folder.resolve(REPOSITORY));
    return repository.version();
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
      write(folder, file, name.template(Language.JAVA), values(name));
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
