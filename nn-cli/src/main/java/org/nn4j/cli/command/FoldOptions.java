package org.nn4j.cli.command;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.nn4j.core.InputException;
import org.nn4j.experiment.crossval.FoldChoice;
import picocli.CommandLine.Option;

/** How rows are divided into folds. */
final class FoldOptions {
  @Option(
      names = "--folds",
      paramLabel = "K",
      description = "Number of folds (default of nn crossval: 5).")
  private @Nullable Integer folds;

  @Option(
      names = "--repeats",
      paramLabel = "N",
      description = "How often to divide the rows anew, each time with the next seed (default: 1).")
  private int repeats = 1;

  @Option(
      names = "--stratify",
      negatable = true,
      description = "Whether to spread classes evenly among the folds (default: yes).")
  private @Nullable Boolean stratify;

  @Option(
      names = "--group-column",
      paramLabel = "COLUMN",
      description =
          "Column of groups, such as patients, each of which stays in one fold; it is no feature.")
  private @Nullable String groupColumn;

  @Option(
      names = "--fold-column",
      paramLabel = "COLUMN",
      description = "Column with the fold of each row; it is no feature.")
  private @Nullable String foldColumn;

  @Option(
      names = "--fold-file",
      paramLabel = "FILE",
      description =
          "CSV file with a row for each row of the data, and its fold in the column 'fold' or"
              + " --fold-column.")
  private @Nullable Path foldFile;

  /** Declares the file of folds. */
  FileUses declare(FileUses files) {
    return files.readsData("--fold-file", foldFile);
  }

  /**
   * Returns what was chosen, or null if folds are not asked for.
   *
   * @throws InputException if the flags contradict one another, or say how to divide without asking
   *     for folds
   */
  @Nullable FoldChoice choiceIfGiven() {
    if (folds != null || foldColumn != null || foldFile != null) {
      return choice();
    }
    if (repeats != 1 || stratify != null || groupColumn != null) {
      throw new InputException("--repeats, --stratify and --group-column need --folds");
    }
    return null;
  }

  /**
   * Returns what was chosen.
   *
   * @throws org.nn4j.core.InputException if it contradicts itself
   */
  FoldChoice choice() {
    return new FoldChoice(folds, repeats, stratify, groupColumn, foldColumn, foldFile);
  }
}
