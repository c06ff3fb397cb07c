package org.nn4j.cli.command;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nn4j.cli.job.JobFactory;
import org.nn4j.cli.report.Console;
import org.nn4j.experiment.config.DataSettings;
import org.nn4j.experiment.config.HoldOut;
import org.nn4j.experiment.config.NetworkSettings;
import org.nn4j.experiment.config.RunSettings;
import org.nn4j.experiment.config.Setting;
import org.nn4j.experiment.config.Settings;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParseResult;

/** A verb that has the settings of a training run, as flags and as a file. */
abstract class SettingsVerb extends Verb {
  /** The settings that make {@code nn train} read and write files of a run. */
  static final List<Setting<?>> FILES =
      List.of(
          RunSettings.MODEL,
          RunSettings.CHECKPOINT,
          RunSettings.RESUME,
          RunSettings.REPORT,
          RunSettings.TENSORBOARD);

  private final JobFactory jobs;
  private @Nullable ParseResult parsed;
  private @Nullable Settings settings;

  @Parameters(arity = "0..1", paramLabel = "CONFIG.yaml", description = "Settings as YAML.")
  private @Nullable Path config;

  @Option(names = JobFactory.NO_VERIFY, description = JobFactory.NO_VERIFY_MEANS)
  private boolean unverified;

  SettingsVerb(JobFactory jobs, Console console) {
    super(console);
    this.jobs = jobs;
  }

  /** Sets the parsed command line, before the verb is called. */
  final void parsed(ParseResult result) {
    parsed = result;
  }

  /**
   * Returns the settings given.
   *
   * @throws org.nn4j.core.InputException if one is wrong
   */
  Settings settings() {
    Settings present = settings;
    if (present == null) {
      present = SettingFlags.settings(parsed(), config); // read only once: it may be a pipe
      settings = present;
    }
    return present;
  }

  @Override
  FileUses files() {
    Settings given = settings();
    FileUses files =
        super.files()
            .reads("CONFIG.yaml", config)
            .readsData(DataSettings.DATA_FILE.flag(), given.find(DataSettings.DATA_FILE))
            .reads(NetworkSettings.FROM.flag(), given.find(NetworkSettings.FROM))
            .writesIn(RunSettings.CACHE.flag(), given.find(RunSettings.CACHE), FileUses::isCache);
    for (Setting<HoldOut> part : List.of(DataSettings.VALIDATION, DataSettings.TEST)) {
      files.readsData(part.flag(), given.get(part).file());
    }
    given
        .get(RunSettings.PLUGINS)
        .forEach(place -> files.readsPlugins(RunSettings.PLUGINS.flag(), place));
    return files;
  }

  /** Returns the settings given by flags alone. */
  final Settings flags() {
    return SettingFlags.settings(parsed(), null);
  }

  private ParseResult parsed() {
    if (parsed == null) {
      throw new IllegalStateException("the verb is called before its command line is set");
    }
    return parsed;
  }

  /** Returns the command line, from the verb on. */
  final List<String> words() {
    List<String> words = new ArrayList<>(parsed().originalArgs());
    String verb = parsed().commandSpec().name();
    return new ArrayList<>(words.subList(words.indexOf(verb) + 1, words.size()));
  }

  /** Returns the file of settings, or null if none is given. */
  final @Nullable Path config() {
    return config;
  }

  /**
   * Requires that no flag asks for files that this verb does not write; in a file of settings,
   * which other verbs may read too, they have no effect.
   *
   * @param why what the error says
   * @throws org.nn4j.core.InputException if one does
   */
  final void requireNoFiles(String why) {
    Settings flags = flags();
    for (Setting<?> setting : FILES) {
      if (flags.isGiven(setting)) {
        throw flags.fault(setting, why + "; leave it out");
      }
    }
  }

  /** Creates a job with the plug-ins and kernels that the settings ask for. */
  final <T> T open(Class<T> job, Settings settings) {
    return jobs.open(
        job, settings.get(RunSettings.PLUGINS), settings.get(RunSettings.KERNELS), !unverified);
  }
}
