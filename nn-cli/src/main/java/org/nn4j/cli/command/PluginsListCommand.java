package org.nn4j.cli.command;

import jakarta.inject.Inject;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nn4j.cli.report.Console;
import org.nn4j.cli.report.PluginListing;
import org.nn4j.core.registry.Catalog;
import org.nn4j.core.registry.Kind;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code nn plugins list}. */
@Command(
    name = "list",
    description = "Lists all parts, or those of one kind, with parameters and their defaults.",
    footer = {"", "Example:", "  nn plugins list optimizers"})
final class PluginsListCommand extends PluginVerb {

  @Parameters(
      arity = "0..1",
      paramLabel = "KIND",
      description =
          "activations, losses, optimizers, schedules, initializers, layers, metrics or sources.")
  private @Nullable String kind;

  @Inject
  PluginsListCommand(Console console) {
    super(console);
  }

  @Override
  public Integer call() {
    String wanted = kind;
    List<Kind> kinds = wanted == null ? Arrays.asList(Kind.values()) : List.of(Kind.named(wanted));
    Catalog catalog = found().catalog();
    return print(
        () -> PluginListing.json(catalog, kinds), () -> PluginListing.text(catalog, kinds));
  }
}
