package org.nn4j.cli.command;

import jakarta.inject.Inject;
import org.nn4j.cli.job.JobFactory;
import org.nn4j.cli.report.Console;
import org.nn4j.cli.report.GradientCheckReport;
import org.nn4j.experiment.check.GradientVerification;
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
final class GradcheckCommand extends GradientVerb {
  @Option(names = "--sweep", description = "Print the errors for steps from 1e-10 to 0.1 too.")
  private boolean sweep;

  @Option(
      names = "--tolerance",
      paramLabel = "X",
      defaultValue = "1e-6",
      description = "Greatest relative error that passes (default: ${DEFAULT-VALUE}).")
  private double tolerance;

  @Inject
  GradcheckCommand(JobFactory jobs, Console console) {
    super(jobs, console);
  }

  @Override
  public Integer call() {
    GradientVerification.Outcome outcome = check(tolerance, sweep);
    print(() -> GradientCheckReport.json(outcome), () -> GradientCheckReport.text(outcome));
    return outcome.report().passed() ? CommandLine.ExitCode.OK : CommandLine.ExitCode.SOFTWARE;
  }
}
