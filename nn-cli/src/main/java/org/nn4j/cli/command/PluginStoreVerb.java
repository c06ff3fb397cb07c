package org.nn4j.cli.command;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.nn4j.cli.plugin.PluginStore;
import org.nn4j.cli.report.Console;
import org.nn4j.core.registry.PluginFolders;
import picocli.CommandLine.Option;

/** A verb that changes which plug-ins are there. */
abstract class PluginStoreVerb extends Verb {
  @Option(
      names = "--dir",
      paramLabel = "DIR",
      description = "Folder of plug-ins that it is put into (default: ~/.nn4j/plugins).")
  private @Nullable Path folder;

  PluginStoreVerb(Console console) {
    super(console);
  }

  @Override
  FileUses files() {
    return super.files().writesIn("--dir", folder, name -> true);
  }

  final PluginStore store() {
    return new PluginStore(folder == null ? PluginFolders.own() : folder);
  }

  /** Returns what other verbs are to be told to find the plug-ins. */
  final String place() {
    return folder == null ? "" : " --plugins " + folder;
  }
}
