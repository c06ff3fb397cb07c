package org.nn4j.cli.command;

import jakarta.inject.Inject;
import java.nio.file.Path;
import java.util.Map;
import org.nn4j.cli.plugin.Coordinates;
import org.nn4j.cli.report.Console;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code nn plugins remove}. */
@Command(
    name = "remove",
    description = "Removes a plug-in that nn plugins add has fetched, with its libraries.",
    footer = {"", "Example:", "  nn plugins remove com.acme:acme-nn"})
final class PluginsRemoveCommand extends PluginStoreVerb {
  @Parameters(
      paramLabel = "GROUP:ARTIFACT",
      description = "What Maven calls it; a version behind it does not matter.")
  private String plugin;

  @Inject
  @SuppressWarnings("NullAway") // picocli sets the field before it is used
  PluginsRemoveCommand(Console console) {
    super(console);
  }

  @Override
  public Integer call() {
    Coordinates coordinates = Coordinates.parse(plugin, false);
    Path removed = store().remove(coordinates);
    return print(() -> Map.of("removed", removed.toString()), () -> "removed " + removed + "\n");
  }
}
