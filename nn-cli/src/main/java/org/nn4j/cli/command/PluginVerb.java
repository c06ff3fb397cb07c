package org.nn4j.cli.command;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.nn4j.cli.report.Console;
import org.nn4j.core.registry.Catalog;
import org.nn4j.core.registry.PluginFolders;
import org.nn4j.core.registry.PluginLoader;
import picocli.CommandLine.Option;

/** A verb that finds parts by name. */
abstract class PluginVerb extends Verb {
  @Option(
      names = "--plugins",
      paramLabel = "DIR",
      description =
          "Folder of plug-in jars; may be given several times. Searched besides: the folders in"
              + " NN4J_PLUGINS, and ~/.nn4j/plugins.")
  private List<Path> plugins = new ArrayList<>();

  PluginVerb(Console console) {
    super(console);
  }

  final List<Path> plugins() {
    return plugins;
  }

  /**
   * Finds all parts.
   *
   * @throws org.nn4j.core.InputException if a folder is missing or two parts share a name
   */
  final Catalog catalog() {
    return PluginLoader.load(PluginFolders.search(plugins)).catalog();
  }
}
