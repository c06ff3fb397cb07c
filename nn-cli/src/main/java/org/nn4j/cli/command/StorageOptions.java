package org.nn4j.cli.command;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.nn4j.core.InputException;
import org.nn4j.core.data.TableStorage;
import org.nn4j.experiment.config.RunSettings;
import org.nn4j.experiment.config.Sizes;
import picocli.CommandLine.Option;

/** Where data are kept, for verbs that have no settings of a training run. */
final class StorageOptions {
  private static final String AUTO = "auto";

  @Option(
      names = "--memory-budget",
      paramLabel = "SIZE",
      description = RunSettings.BUDGET_HELP + " (default: auto)")
  private String budget = AUTO;

  @Option(names = "--cache", paramLabel = "DIR", description = RunSettings.CACHE_HELP)
  private @Nullable Path folder;

  /** Declares the caches. */
  FileUses declare(FileUses files) {
    return files.writesIn("--cache", folder, FileUses::isCache);
  }

  /**
   * Returns where data are kept.
   *
   * @throws InputException if the budget is no size
   */
  TableStorage storage() {
    TableStorage storage = TableStorage.standard().withFolder(folder);
    if (budget.equals(AUTO)) {
      return storage;
    }
    Long bytes = Sizes.parse(budget);
    if (bytes == null) {
      throw new InputException(
          "--memory-budget must be " + Sizes.RULE + " but is '" + budget + "'");
    }
    return storage.withBudget(bytes);
  }
}
