package org.nn4j.cli.command;

import jakarta.inject.Inject;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.nn4j.cli.config.Settings;
import org.nn4j.cli.config.TrainSettings;
import org.nn4j.cli.report.Console;
import org.nn4j.cli.report.Json;
import org.nn4j.cli.report.TrainProgress;
import org.nn4j.cli.report.TrainReport;
import org.nn4j.cli.report.Yaml;
import org.nn4j.cli.run.ExperimentFactory;
import org.nn4j.cli.run.TrainJob;
import org.nn4j.cli.run.TrainOutcome;
import org.nn4j.cli.run.Workshop;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code nn train}. */
@Command(
    name = "train",
    description = "Trains a network on a CSV file and writes a model file.",
    modelTransformer = SettingFlags.class,
    abbreviateSynopsis = true,
    footer = {
      "",
      "Every flag is also a key of CONFIG.yaml, with _ for -. A flag overrides the file.",
      "",
      "Examples:",
      "  nn train --data examples/data/iris.csv --target species",
      "  nn train examples/digits.yaml --epochs 10",
      "  nn train --data wine.csv --target cultivar --layers 32:tanh,16:tanh --print-config"
    })
final class TrainCommand implements Callable<Integer> {
  private final Workshop workshop;
  private final Console console;

  @Spec private CommandSpec spec;
  @Mixin private CommonOptions common;

  @Parameters(arity = "0..1", paramLabel = "CONFIG.yaml", description = "Settings as YAML.")
  private @Nullable Path config;

  @Option(
      names = "--print-config",
      description = "Print all settings, with all defaults filled in, as YAML and do nothing else.")
  private boolean printConfig;

  @Inject
  @SuppressWarnings("NullAway") // picocli sets the fields before they are used
  TrainCommand(Workshop workshop, Console console) {
    this.workshop = workshop;
    this.console = console;
  }

  @Override
  public Integer call() {
    Settings settings = SettingFlags.settings(spec.commandLine().getParseResult(), config);
    if (printConfig) {
      Settings complete = open(ExperimentFactory.class, settings).complete(settings);
      console
          .out()
          .print(common.json() ? Json.text(complete.toMap()) : Yaml.text(complete.toMap()));
      return CommandLine.ExitCode.OK;
    }
    TrainOutcome outcome =
        open(TrainJob.class, settings).train(settings, new TrainProgress(console));
    console
        .out()
        .print(common.json() ? Json.text(TrainReport.json(outcome)) : TrainReport.text(outcome));
    return CommandLine.ExitCode.OK;
  }

  private <T> T open(Class<T> job, Settings settings) {
    return workshop.open(
        job, settings.get(TrainSettings.PLUGINS), settings.get(TrainSettings.KERNELS));
  }
}
