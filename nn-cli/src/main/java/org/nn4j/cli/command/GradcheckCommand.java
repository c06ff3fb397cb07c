package org.nn4j.cli.command;

import jakarta.inject.Inject;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.nn4j.cli.config.Settings;
import org.nn4j.cli.config.TrainSettings;
import org.nn4j.cli.report.Console;
import org.nn4j.cli.report.GradientCheckReport;
import org.nn4j.cli.report.Json;
import org.nn4j.cli.run.GradientJob;
import org.nn4j.cli.run.Workshop;
import org.nn4j.core.gradcheck.GradientCheck;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code nn gradcheck}. */
@Command(
    name = "gradcheck",
    description = {
      "Compares back-propagation with finite differences, in float64, on the first 32 training"
          + " rows: of the network that the settings describe, as initialized, or with --model and"
          + " --data alone of a trained one. Exit code 1 if the check is not passed."
    },
    modelTransformer = SettingFlags.class,
    abbreviateSynopsis = true,
    footer = {
      "",
      "Examples:",
      "  nn gradcheck --data examples/data/iris.csv --target species --layers 8:tanh",
      "  nn gradcheck --model iris.nn.safetensors --data examples/data/iris.csv --sweep"
    })
final class GradcheckCommand implements Callable<Integer> {
  private static final String PER_GROUP = "200";

  private final Workshop workshop;
  private final Console console;

  @Spec private CommandSpec spec;
  @Mixin private CommonOptions common;

  @Parameters(arity = "0..1", paramLabel = "CONFIG.yaml", description = "Settings as YAML.")
  private @Nullable Path config;

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
      defaultValue = PER_GROUP,
      description =
          "Derivatives to check of each weight matrix or bias, drawn at random; 0 for all"
              + " (default: ${DEFAULT-VALUE}).")
  private int perGroup;

  @Inject
  @SuppressWarnings("NullAway") // picocli sets the fields before they are used
  GradcheckCommand(Workshop workshop, Console console) {
    this.workshop = workshop;
    this.console = console;
  }

  @Override
  public Integer call() {
    Settings settings = SettingFlags.settings(spec.commandLine().getParseResult(), config);
    GradientCheck check =
        new GradientCheck(
            new GradientCheck().step(), tolerance, perGroup, settings.get(TrainSettings.SEED));
    GradientJob job =
        workshop.open(
            GradientJob.class,
            settings.get(TrainSettings.PLUGINS),
            settings.get(TrainSettings.KERNELS));
    Path model = settings.find(TrainSettings.MODEL);
    boolean trained = model != null && settings.find(TrainSettings.TARGET) == null;
    GradientJob.Outcome outcome =
        trained && model != null
            ? job.check(model, settings.get(TrainSettings.DATA_FILE), check, sweep)
            : job.check(settings, check, sweep);
    console
        .out()
        .print(
            common.json()
                ? Json.text(GradientCheckReport.json(outcome))
                : GradientCheckReport.text(outcome));
    return outcome.report().passed() ? CommandLine.ExitCode.OK : CommandLine.ExitCode.SOFTWARE;
  }
}
