package org.nn4j.cli.command;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** Where the verbs find plug-ins that are not on the class path. */
final class PluginFolders {
  @Option(
      names = "--plugins",
      paramLabel = "DIR",
      description = "Folder of plug-in jars; may be given several times.")
  private List<Path> paths = new ArrayList<>();

  List<Path> paths() {
    return paths;
  }
}
