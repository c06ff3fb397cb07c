package org.nn4j.cli.command;

import jakarta.inject.Inject;
import java.util.List;
import org.nn4j.cli.report.Console;
import org.nn4j.cli.report.PluginReport;
import org.nn4j.core.registry.Catalog;
import org.nn4j.core.registry.CatalogEntry;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code nn plugins show}. */
@Command(
    name = "show",
    description =
        "Shows everything about a part: parameters with types, defaults and ranges, where it is"
            + " from; draws an activation.",
    footer = {"", "Example:", "  nn plugins show adamw"})
final class PluginsShowCommand extends PluginVerb {

  @Parameters(
      paramLabel = "NAME",
      description = "Name of a part, or its expression: \"formula(z*sigmoid(z))\".")
  private String name;

  @Inject
  @SuppressWarnings("NullAway") // picocli sets the fields before they are used
  PluginsShowCommand(Console console) {
    super(console);
  }

  @Override
  public Integer call() {
    Catalog catalog = catalog();
    List<CatalogEntry> found = named(catalog, name);
    boolean unicode = Console.unicode();
    return print(() -> PluginReport.json(found), () -> PluginReport.text(found, unicode));
  }
}
