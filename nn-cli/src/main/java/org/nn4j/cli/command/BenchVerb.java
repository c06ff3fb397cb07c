package org.nn4j.cli.command;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.nn4j.api.Kernels;
import org.nn4j.cli.job.JobFactory;
import org.nn4j.cli.report.Console;
import org.nn4j.core.InputException;
import org.nn4j.core.inject.Nn;
import org.nn4j.core.training.Trainer;
import org.nn4j.experiment.training.Versions;
import picocli.CommandLine.Option;

/** The base of the verbs of {@code nn bench}. */
abstract class BenchVerb extends KernelsVerb {
  private final JobFactory jobs;

  @Option(
      names = "--threads",
      paramLabel = "N",
      description =
          "Most threads to use; a network too small to gain uses one (default: one a processor).")
  private int threads = Trainer.defaultThreads();

  BenchVerb(JobFactory jobs, Console console) {
    super(console);
    this.jobs = jobs;
  }

  /** Returns what networks and trainers are made with. */
  final Nn nn() {
    require("--threads", threads);
    return open(jobs, Nn.class);
  }

  /** Returns a document that begins with what every workload reports. */
  final Map<String, Object> document(String workload) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("workload", workload);
    document.put("threads", threads);
    document.put("kernels", open(jobs, Kernels.class).name());
    document.put("jdk", Versions.jdk());
    return document;
  }

  final int threads() {
    return threads;
  }

  static void require(String flag, int value) {
    if (value < 1) {
      throw new InputException(flag + " must be at least 1 but is " + value);
    }
  }

  static void requireWidths(List<Integer> widths) {
    if (widths.size() < 2 || widths.stream().anyMatch(width -> width < 1)) {
      throw new InputException(
          "--layers must be at least two widths of at least 1, such as 784,128,10, but is "
              + widths);
    }
  }
}
