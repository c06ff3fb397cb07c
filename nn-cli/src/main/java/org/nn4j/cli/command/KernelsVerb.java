package org.nn4j.cli.command;

import org.nn4j.cli.report.Console;
import org.nn4j.core.registry.KernelsSelector;
import picocli.CommandLine.Option;

/** A verb that finds parts by name and computes with kernels. */
abstract class KernelsVerb extends PluginVerb {
  @Option(
      names = "--kernels",
      paramLabel = "NAME",
      description = "Kernels to compute with, see nn doctor (default: auto).")
  private String kernels = KernelsSelector.AUTO;

  KernelsVerb(Console console) {
    super(console);
  }

  final String kernels() {
    return kernels;
  }
}
