package org.nn4j.cli.command;

import jakarta.inject.Inject;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.nn4j.cli.plugin.Coordinates;
import org.nn4j.cli.plugin.PluginStore;
import org.nn4j.cli.report.Console;
import org.nn4j.core.registry.PluginFolders;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code nn plugins remove}. */
@Command(
    name = "remove",
    description = "Removes a plug-in that nn plugins add has fetched, with its libraries.",
    footer = {"", "Example:", "  nn plugins remove com.acme:acme-nn"})
final class PluginsRemoveCommand extends Verb {
  @Parameters(
      paramLabel = "GROUP:ARTIFACT",
      description = "What Maven calls it; a version behind it does not matter.")
  private String plugin;

  @Option(
      names = "--dir",
      paramLabel = "DIR",
      description = "Folder of plug-ins that it was put into (default: ~/.nn4j/plugins).")
  private @Nullable Path folder;

  @Inject
  @SuppressWarnings("NullAway") // picocli sets the field before it is used
  PluginsRemoveCommand(Console console) {
    super(console);
  }

  @Override
  FileUses files() {
    return super.files().writesIn("--dir", folder, name -> true);
  }

  @Override
  public Integer call() {
    Coordinates coordinates = Coordinates.parse(plugin, false);
    Path removed =
        new PluginStore(Objects.requireNonNullElseGet(folder, PluginFolders::own))
            .remove(coordinates);
    return print(() -> Map.of("removed", removed.toString()), () -> "removed " + removed + "\n");
  }
}
