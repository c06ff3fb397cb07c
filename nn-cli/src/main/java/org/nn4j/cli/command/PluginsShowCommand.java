package org.nn4j.cli.command;

import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.nn4j.cli.report.Console;
import org.nn4j.cli.report.PluginReport;
import org.nn4j.core.InputException;
import org.nn4j.core.registry.Catalog;
import org.nn4j.core.registry.CatalogEntry;
import org.nn4j.core.registry.Kind;
import org.nn4j.core.registry.NearNames;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code nn plugins show}. */
@Command(
    name = "show",
    description =
        "Tells all about a part: parameters with types, defaults and ranges, where it is from; draws"
            + " an activation.",
    footer = {"", "Example:", "  nn plugins show adamw"})
final class PluginsShowCommand extends PluginVerb {

  @Parameters(paramLabel = "NAME", description = "Name of a part.")
  private String name;

  @Inject
  @SuppressWarnings("NullAway") // picocli sets the fields before they are used
  PluginsShowCommand(Console console) {
    super(console);
  }

  @Override
  public Integer call() {
    Catalog catalog = catalog();
    List<CatalogEntry> found = new ArrayList<>();
    for (Kind kind : Kind.values()) {
      catalog.find(kind, name).ifPresent(found::add);
    }
    if (found.isEmpty()) {
      throw new InputException(
          "there is no part '"
              + name
              + "'"
              + NearNames.suggestion(name, names(catalog))
              + " See nn plugins list.");
    }
    boolean unicode = Console.unicode();
    return print(() -> PluginReport.json(found), () -> PluginReport.text(found, unicode));
  }

  private static List<String> names(Catalog catalog) {
    return Arrays.stream(Kind.values())
        .flatMap(kind -> catalog.list(kind).stream())
        .map(CatalogEntry::name)
        .collect(Collectors.toList());
  }
}
