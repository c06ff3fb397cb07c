package org.nn4j.cli.command;

import org.nn4j.cli.run.Diagnosis;
import org.nn4j.cli.run.Workshop;
import org.nn4j.core.registry.KernelsSelector;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Where the verbs that build parts, but have no settings, find them. */
final class PartOptions {
  @Mixin private PluginFolders folders;

  @Option(
      names = "--kernels",
      paramLabel = "NAME",
      description = "Kernels to compute with, see nn doctor (default: auto).")
  private String kernels = KernelsSelector.AUTO;

  @SuppressWarnings("NullAway") // picocli sets the fields before they are used
  PartOptions() {}

  <T> T open(Workshop workshop, Class<T> job) {
    return workshop.open(job, folders.paths(), kernels);
  }

  Diagnosis diagnose() {
    return Diagnosis.of(folders.paths(), kernels);
  }
}
