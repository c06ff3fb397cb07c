package org.nn4j.cli.command;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.nn4j.cli.report.Console;
import picocli.CommandLine.Option;

/** A verb that finds parts by name. */
abstract class PluginVerb extends Verb {
  @Option(
      names = "--plugins",
      paramLabel = "DIR",
      description = "Folder of plug-in jars; may be given several times.")
  private List<Path> plugins = new ArrayList<>();

  PluginVerb(Console console) {
    super(console);
  }

  final List<Path> plugins() {
    return plugins;
  }
}
