package org.nn4j.cli.command;

import jakarta.inject.Inject;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.nn4j.cli.plugin.PluginName;
import org.nn4j.cli.plugin.PluginProject;
import org.nn4j.cli.report.Console;
import org.nn4j.core.InputException;
import org.nn4j.core.registry.Kind;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code nn plugins new}. */
@Command(
    name = "new",
    description =
        "Writes a project for a plug-in, with a working example of its kind and all checks"
            + " that such a part must pass; or, with --source, its class alone.",
    footer = {"", "Example:", "  nn plugins new activation acme.bent_identity"})
final class PluginsNewCommand extends PluginVerb {

  @Parameters(
      index = "0",
      paramLabel = "KIND",
      description = "activation, loss, optimizer, schedule, initializer, layer or metric.")
  private String kind;

  @Parameters(
      index = "1",
      paramLabel = "NAME",
      description = "Name of the part, best with your prefix: acme.bent_identity.")
  private String name;

  @Option(
      names = "--dir",
      paramLabel = "DIR",
      description =
          "Folder to create (default: the name with dashes), or for --source to write to (default:"
              + " the present one).")
  private @Nullable Path folder;

  @Option(
      names = "--source",
      description = "Write a source file, which --plugins takes without a build.")
  private boolean source;

  @Option(
      names = "--build",
      paramLabel = "TOOL",
      description = "maven or gradle, by which the project is built (default: maven).")
  private PluginProject.Build build = PluginProject.Build.MAVEN;

  @Option(
      names = "--language",
      paramLabel = "LANGUAGE",
      description = "java, or kotlin for an activation (default: java).")
  private PluginProject.Language language = PluginProject.Language.JAVA;

  @Option(
      names = "--package",
      paramLabel = "PACKAGE",
      description = "Package of the class (default: what stands before the name's last dot).")
  private @Nullable String packageName;

  @Inject
  @SuppressWarnings("NullAway") // picocli sets the fields before they are used
  PluginsNewCommand(Console console) {
    super(console);
  }

  @Override
  FileUses files() {
    return super.files().writesIn("--dir", folder, name -> true);
  }

  @Override
  public Integer call() {
    PluginName plugin = PluginName.of(Kind.named(kind), name, packageName);
    catalog()
        .find(plugin.kind(), name)
        .ifPresent(
            other -> {
              throw new InputException(
                  "there is a part of that name already: "
                      + other.provider()
                      + "; choose another name");
            });
    Path given = folder;
    PluginProject project = new PluginProject(plugin, language, build);
    if (source) {
      if (language != PluginProject.Language.JAVA || build != PluginProject.Build.MAVEN) {
        throw new InputException(
            "--source writes a Java class alone, which nn4j compiles; leave it out for a project"
                + " in another language or with another build");
      }
      Path file = PluginProject.writeSource(plugin, Objects.requireNonNullElse(given, Path.of("")));
      return print(() -> json(plugin, Map.of("file", file)), () -> text(plugin, file, file, ""));
    }
    Path target = given == null ? Path.of(plugin.artifact()) : given;
    project.write(target);
    Path jars = project.jars(target);
    return print(
        () -> json(plugin, Map.of("folder", target, "jars", jars)),
        () -> text(plugin, target, jars, "  " + project.command(target) + "\n"));
  }

  /** Says what was written, and how to build and use it. */
  private static String text(PluginName plugin, Path target, Path plugins, String build) {
    return "wrote "
        + target
        + ": the "
        + plugin.kind().noun()
        + " "
        + plugin.name()
        + ", class "
        + plugin.fullClassName()
        + "\n\n"
        + build
        + "  nn train --data DATA.csv --target COLUMN "
        + plugin.usage()
        + " --plugins "
        + plugins
        + "\n";
  }

  private static Map<String, Object> json(PluginName plugin, Map<String, Path> places) {
    Map<String, Object> document = new TreeMap<>();
    places.forEach((name, place) -> document.put(name, place.toString()));
    document.put("kind", plugin.kind().noun());
    document.put("name", plugin.name());
    document.put("class", plugin.fullClassName());
    return document;
  }
}
