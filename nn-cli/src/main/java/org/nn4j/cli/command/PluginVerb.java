package org.nn4j.cli.command;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.nn4j.cli.report.Console;
import org.nn4j.core.InputException;
import org.nn4j.core.registry.Catalog;
import org.nn4j.core.registry.CatalogEntry;
import org.nn4j.core.registry.Kind;
import org.nn4j.core.registry.PluginFolders;
import org.nn4j.core.registry.PluginLoader;
import org.nn4j.core.registry.Plugins;
import org.nn4j.core.text.NearNames;
import picocli.CommandLine.Option;

/** A verb that finds parts by name. */
abstract class PluginVerb extends Verb {
  @Option(
      names = "--plugins",
      paramLabel = "PATH",
      description =
          "Folder of plug-ins, a jar or a Java source file; may be given several times. Searched"
              + " besides: what NN4J_PLUGINS names, and ~/.nn4j/plugins.")
  private List<Path> plugins = new ArrayList<>();

  PluginVerb(Console console) {
    super(console);
  }

  @Override
  FileUses files() {
    FileUses files = super.files();
    plugins.forEach(place -> files.readsPlugins("--plugins", place));
    return files;
  }

  final List<Path> plugins() {
    return plugins;
  }

  /**
   * Finds all parts, and warns of those that are left out.
   *
   * @throws InputException if a folder is missing
   */
  final Catalog catalog() {
    return PluginLoader.load(PluginFolders.search(plugins), console()::rejected).catalog();
  }

  /**
   * Finds all parts and kernels for a verb that shows what is left out.
   *
   * @throws InputException if a folder is missing
   */
  final Plugins found() {
    return PluginLoader.load(PluginFolders.search(plugins));
  }

  /**
   * Returns the parts of a name, of which each kind may have one.
   *
   * @throws InputException if there is none, with similar names
   */
  static List<CatalogEntry> named(Catalog catalog, String name) {
    List<CatalogEntry> found =
        Arrays.stream(Kind.values()).flatMap(kind -> catalog.find(kind, name).stream()).toList();
    if (found.isEmpty()) {
      List<String> names = all(catalog).stream().map(CatalogEntry::name).toList();
      throw new InputException(
          "there is no part '"
              + name
              + "'"
              + NearNames.partSuggestion(name, names)
              + " See nn plugins list.");
    }
    return found;
  }

  /** Returns all parts, kind by kind. */
  static List<CatalogEntry> all(Catalog catalog) {
    return Arrays.stream(Kind.values()).flatMap(kind -> catalog.list(kind).stream()).toList();
  }
}
