package org.nn4j.cli.command;

import jakarta.inject.Inject;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
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
        "Writes a Maven project for a plug-in, with a working example of its kind and all checks"
            + " that such a part must pass.",
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
      description = "Folder to create (default: the name with dashes).")
  private @Nullable Path folder;

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
    Path target = given == null ? Path.of(plugin.artifact()) : given;
    PluginProject.write(plugin, target);
    return print(() -> json(plugin, target), () -> text(plugin, target));
  }

  private static String text(PluginName plugin, Path target) {
    return "wrote "
        + target
        + ": the "
        + plugin.kind().noun()
        + " "
        + plugin.name()
        + ", class "
        + plugin.fullClassName()
        + "\n\n  mvn -q -f "
        + target
        + " package\n  nn train --data DATA.csv --target COLUMN "
        + plugin.usage()
        + " --plugins "
        + target.resolve("target")
        + "\n";
  }

  private static Map<String, Object> json(PluginName plugin, Path target) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("folder", target.toString());
    document.put("kind", plugin.kind().noun());
    document.put("name", plugin.name());
    document.put("class", plugin.fullClassName());
    document.put("jars", target.resolve("target").toString());
    return document;
  }
}
