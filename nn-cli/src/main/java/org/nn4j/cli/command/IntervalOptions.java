package org.nn4j.cli.command;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nn4j.experiment.config.Settings;
import org.nn4j.experiment.config.TrainingSettings;
import picocli.CommandLine.Option;

/** How sure intervals of predictions are to be. */
final class IntervalOptions {
  @Option(
      names = "--intervals",
      paramLabel = "X",
      description =
          "Probability, such as 0.9, with which intervals of numbers hold what is true (columns"
              + " lower and upper), or sets of classes (column set, with | between labels).")
  private @Nullable String level;

  /**
   * Returns the level, or null if no intervals are asked for.
   *
   * @throws org.nn4j.core.InputException unless it is between 0 and 1
   */
  @Nullable Double level() {
    return level == null
        ? null
        : Settings.defaults()
            .withFlag(TrainingSettings.INTERVALS, List.of(level))
            .find(TrainingSettings.INTERVALS);
  }
}
