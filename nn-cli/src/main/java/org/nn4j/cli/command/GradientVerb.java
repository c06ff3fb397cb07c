package org.nn4j.cli.command;

import java.nio.file.Path;
import java.util.Set;
import org.nn4j.cli.job.JobFactory;
import org.nn4j.cli.report.Console;
import org.nn4j.core.gradcheck.GradientCheck;
import org.nn4j.experiment.check.GradientVerification;
import org.nn4j.experiment.config.DataSettings;
import org.nn4j.experiment.config.FormatSettings;
import org.nn4j.experiment.config.RunSettings;
import org.nn4j.experiment.config.Setting;
import org.nn4j.experiment.config.Settings;
import picocli.CommandLine.Option;

/** A verb that checks the gradients of a network that settings describe, or of a trained one. */
abstract class GradientVerb extends SettingsVerb {
  /** The settings that apply to the check of a trained model. */
  private static final Set<Setting<?>> OF_A_MODEL =
      Set.of(
          DataSettings.DATA_FILE,
          FormatSettings.SEPARATOR,
          FormatSettings.QUOTE,
          FormatSettings.ENCODING,
          FormatSettings.HEADER,
          FormatSettings.DECIMAL,
          RunSettings.MODEL,
          RunSettings.SEED,
          RunSettings.MEMORY_BUDGET,
          RunSettings.CACHE,
          RunSettings.PLUGINS,
          RunSettings.KERNELS);

  @Option(
      names = "--per-parameter",
      paramLabel = "N",
      defaultValue = "200",
      description =
          "Derivatives to check of each weight matrix or bias, drawn at random; 0 for all"
              + " (default: ${DEFAULT-VALUE}).")
  private int perGroup;

  GradientVerb(JobFactory jobs, Console console) {
    super(jobs, console);
  }

  @Override
  FileUses files() {
    return super.files().reads(RunSettings.MODEL.flag(), settings().find(RunSettings.MODEL));
  }

  /**
   * Checks the gradients.
   *
   * @param tolerance greatest relative error that passes
   * @param sweep whether the errors are measured for a range of steps too
   * @throws org.nn4j.core.InputException if settings, model or data are wrong
   */
  final GradientVerification.Outcome check(double tolerance, boolean sweep) {
    Settings settings = settings();
    GradientCheck check =
        fromFlags(
            () ->
                new GradientCheck(
                    new GradientCheck().step(),
                    tolerance,
                    perGroup,
                    settings.get(RunSettings.SEED)));
    GradientVerification job = open(GradientVerification.class, settings);
    Path trained =
        settings.find(DataSettings.TARGET) == null ? settings.find(RunSettings.MODEL) : null;
    if (trained == null) {
      return job.check(settings, check, sweep);
    }
    settings.requireOnly(
        OF_A_MODEL,
        "the model tells this; give --target to check the network that settings describe");
    return job.check(trained, settings, check, sweep);
  }
}
