package org.nn4j.cli.command;

import org.nn4j.cli.job.JobFactory;
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

  @Option(names = JobFactory.NO_VERIFY, description = JobFactory.NO_VERIFY_MEANS)
  private boolean unverified;

  KernelsVerb(Console console) {
    super(console);
  }

  final String kernels() {
    return kernels;
  }

  /** Creates a job with the plug-ins and kernels that the flags ask for. */
  final <T> T open(JobFactory jobs, Class<T> job) {
    return jobs.open(job, plugins(), kernels, !unverified);
  }
}
