package org.nn4j.cli.command;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.nn4j.cli.config.Settings;
import org.nn4j.cli.config.TrainSettings;
import org.nn4j.cli.report.Console;
import org.nn4j.cli.run.Workshop;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParseResult;

/** A verb that takes the settings of a training run, as flags and as a file. */
abstract class SettingsVerb extends Verb {
  private final Workshop workshop;
  private @Nullable ParseResult parsed;

  @Parameters(arity = "0..1", paramLabel = "CONFIG.yaml", description = "Settings as YAML.")
  private @Nullable Path config;

  SettingsVerb(Workshop workshop, Console console) {
    super(console);
    this.workshop = workshop;
  }

  /** Takes the command line as it was understood, before the verb is called. */
  final void take(ParseResult result) {
    parsed = result;
  }

  /**
   * Returns the settings given.
   *
   * @throws org.nn4j.core.InputException if one is wrong
   */
  final Settings settings() {
    ParseResult flags = parsed;
    if (flags == null) {
      throw new IllegalStateException("the verb is called before its command line is taken");
    }
    return SettingFlags.settings(flags, config);
  }

  /** Makes a job with the plug-ins and kernels that the settings ask for. */
  final <T> T open(Class<T> job, Settings settings) {
    return workshop.open(
        job, settings.get(TrainSettings.PLUGINS), settings.get(TrainSettings.KERNELS));
  }
}
