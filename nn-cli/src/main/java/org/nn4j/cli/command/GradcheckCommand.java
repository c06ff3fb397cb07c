package org.nn4j.cli.command;

import jakarta.inject.Inject;
import java.nio.file.Path;
import java.util.Set;
import org.nn4j.cli.config.Setting;
import org.nn4j.cli.config.Settings;
import org.nn4j.cli.config.TrainSettings;
import org.nn4j.cli.report.Console;
import org.nn4j.cli.report.GradientCheckReport;
import org.nn4j.cli.run.GradientJob;
import org.nn4j.cli.run.Workshop;
import org.nn4j.core.gradcheck.GradientCheck;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code nn gradcheck}. */
@Command(
    name = "gradcheck",
    description = {
      "Compares back-propagation with finite differences. Exit code 1 if they disagree.",
      "",
      "Checked is the network that the settings describe, before training, or without --target the"
          + " one of --model; in float64, on the first 32 training rows or rows of --data."
    },
    modelTransformer = SettingFlags.class,
    abbreviateSynopsis = true,
    footer = {
      "",
      "Examples:",
      "  nn gradcheck --data examples/data/iris.csv --target species --layers 8:tanh",
      "  nn gradcheck --model iris.nn.safetensors --data examples/data/iris.csv --sweep"
    })
final class GradcheckCommand extends SettingsVerb {
  /** What is asked for where a trained model is checked. */
  private static final Set<Setting<?>> OF_A_MODEL =
      Set.of(
          TrainSettings.DATA_FILE,
          TrainSettings.MODEL,
          TrainSettings.SEED,
          TrainSettings.PLUGINS,
          TrainSettings.KERNELS);

  @Option(names = "--sweep", description = "Print the errors for steps from 1e-10 to 0.1 too.")
  private boolean sweep;

  @Option(
      names = "--tolerance",
      paramLabel = "X",
      defaultValue = "1e-6",
      description = "Greatest relative error that passes (default: ${DEFAULT-VALUE}).")
  private double tolerance;

  @Option(
      names = "--per-parameter",
      paramLabel = "N",
      defaultValue = "200",
      description =
          "Derivatives to check of each weight matrix or bias, drawn at random; 0 for all"
              + " (default: ${DEFAULT-VALUE}).")
  private int perGroup;

  @Inject
  GradcheckCommand(Workshop workshop, Console console) {
    super(workshop, console);
  }

  @Override
  public Integer call() {
    Settings settings = settings();
    GradientCheck check =
        new GradientCheck(
            new GradientCheck().step(), tolerance, perGroup, settings.get(TrainSettings.SEED));
    GradientJob job = open(GradientJob.class, settings);
    Path trained =
        settings.find(TrainSettings.TARGET) == null ? settings.find(TrainSettings.MODEL) : null;
    if (trained != null) {
      settings.requireOnly(
          OF_A_MODEL,
          "the model tells this; give --target to check the network that settings describe");
    }
    GradientJob.Outcome outcome =
        trained != null
            ? job.check(trained, settings.get(TrainSettings.DATA_FILE), check, sweep)
            : job.check(settings, check, sweep);
    print(() -> GradientCheckReport.json(outcome), () -> GradientCheckReport.text(outcome));
    return outcome.report().passed() ? CommandLine.ExitCode.OK : CommandLine.ExitCode.SOFTWARE;
  }
}
