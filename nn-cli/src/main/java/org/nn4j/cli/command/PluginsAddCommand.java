package org.nn4j.cli.command;

import jakarta.inject.Inject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.nn4j.cli.plugin.Coordinates;
import org.nn4j.cli.plugin.PluginStore;
import org.nn4j.cli.report.Console;
import org.nn4j.core.registry.CatalogEntry;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code nn plugins add}. */
@Command(
    name = "add",
    description =
        "Fetches a plug-in and its libraries by your Maven, with your settings, into"
            + " ~/.nn4j/plugins; another version of it is replaced. A plug-in is code and runs with"
            + " your rights.",
    footer = {"", "Example:", "  nn plugins add com.acme:acme-nn:1.2.0"})
final class PluginsAddCommand extends PluginStoreVerb {
  @Parameters(paramLabel = "GROUP:ARTIFACT:VERSION", description = "What Maven calls it.")
  private String plugin;

  @Option(
      names = "--maven",
      paramLabel = "COMMAND",
      description =
          "What starts Maven: ./mvnw, \"mvn -s settings.xml\" (default: ${DEFAULT-VALUE}).")
  private String maven = "mvn";

  @Inject
  @SuppressWarnings("NullAway") // picocli sets the field before it is used
  PluginsAddCommand(Console console) {
    super(console);
  }

  @Override
  public Integer call() {
    Coordinates coordinates = Coordinates.parse(plugin, true);
    PluginStore.Added added = store().add(coordinates, List.of(maven.strip().split(" +", -1)));
    return print(() -> json(coordinates, added), () -> text(coordinates, added));
  }

  private static Map<String, Object> json(Coordinates coordinates, PluginStore.Added added) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("plugin", coordinates.toString());
    document.put("folder", added.folder().toString());
    document.put(
        "jars",
        added.jars().stream()
            .map(
                jar ->
                    Map.of(
                        "file", jar.file().toString(),
                        "sha256", jar.sha256(),
                        "licence", jar.licence()))
            .toList());
    document.put("parts", added.parts().stream().map(PluginsAddCommand::named).toList());
    return document;
  }

  private String text(Coordinates coordinates, PluginStore.Added added) {
    StringBuilder text = new StringBuilder("added " + coordinates + " to " + added.folder() + "\n");
    added
        .jars()
        .forEach(
            jar ->
                text.append("  ")
                    .append(jar.file())
                    .append("  (" + jar.licence() + ")\n    sha256 ")
                    .append(jar.sha256())
                    .append('\n'));
    added.parts().forEach(part -> text.append("  ").append(named(part)).append('\n'));
    text.append("\nCheck it by: nn plugins verify");
    added.parts().forEach(part -> text.append(' ').append(part.name()));
    return text.append(place()).append('\n').toString();
  }

  private static String named(CatalogEntry part) {
    return part.kind().noun() + " " + part.name();
  }
}
