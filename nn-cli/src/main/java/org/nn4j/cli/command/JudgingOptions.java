package org.nn4j.cli.command;

import org.nn4j.core.training.Trainer;
import picocli.CommandLine.Option;

/** How a model is compared with what is true, for verbs that have no settings of a training run. */
final class JudgingOptions {
  @Option(
      names = "--drop-missing-target",
      arity = "0..1",
      fallbackValue = "true",
      paramLabel = "BOOL",
      description = "Leave out the rows in which the column to predict is empty.")
  private boolean dropMissing;

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "Most threads to use; same bytes for any number (default: one a processor).")
  private int threads = Trainer.defaultThreads();

  /** Returns whether rows without what is to be predicted are left out. */
  boolean dropMissing() {
    return dropMissing;
  }

  /**
   * Returns the most threads to use.
   *
   * @throws org.nn4j.core.InputException unless there is one
   */
  int threads() {
    BenchVerb.require("--threads", threads);
    return threads;
  }
}
