package org.nn4j.cli.command;

import jakarta.inject.Inject;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.nn4j.api.Checks;
import org.nn4j.cli.job.JobFactory;
import org.nn4j.cli.report.Console;
import org.nn4j.cli.report.FunctionCheckReport;
import org.nn4j.cli.report.GradientCheckReport;
import org.nn4j.core.InputException;
import org.nn4j.core.gradcheck.GradientCheck;
import org.nn4j.core.training.DifferentiableFunction;
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
          + " one of --model; in float64, on the first 32 training rows or rows of --data. Or a"
          + " formula: --function, at the point --at."
    },
    modelTransformer = SettingFlags.class,
    abbreviateSynopsis = true,
    footer = {
      "",
      "Examples:",
      "  nn gradcheck --data examples/data/iris.csv --target species --layers 8:tanh",
      "  nn gradcheck --model iris.nn.safetensors --data examples/data/iris.csv --sweep",
      "  nn gradcheck --function \"(w3*relu(w2*relu(w1)) - 10)^2\" --at 2,2,3 --sweep"
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

  @Option(
      names = "--function",
      paramLabel = "FORMULA",
      description = "Check the derivatives of a formula instead, of any variables.")
  private @Nullable String function;

  @Option(
      names = "--at",
      paramLabel = "X",
      split = ",",
      description =
          "With --function: the point, a number for each variable, in the order of their names.")
  private double[] at = {};

  @Option(
      names = "--step",
      paramLabel = "H",
      defaultValue = "1e-4",
      description =
          "With --function: the step of the differences that are printed (default:"
              + " ${DEFAULT-VALUE}).")
  private double step;

  @Inject
  GradcheckCommand(JobFactory jobs, Console console) {
    super(jobs, console);
  }

  @Override
  public Integer call() {
    String formula = function;
    if (formula != null) {
      settings()
          .requireOnly(
              Set.of(),
              "a formula has no data, network or training; leave --function out to check a network");
      return check(formula);
    }
    if (at.length > 0) {
      throw new InputException("--at is a point of a formula; name that by --function");
    }
    GradientVerification.Outcome outcome = check(tolerance, sweep);
    print(() -> GradientCheckReport.json(outcome), () -> GradientCheckReport.text(outcome));
    return outcome.report().passed() ? CommandLine.ExitCode.OK : CommandLine.ExitCode.SOFTWARE;
  }

  private int check(String formula) {
    DifferentiableFunction f = FormulaArgument.function("--function", formula);
    FormulaArgument.requireNumbers("--at", at, f);
    FormulaArgument.requireFinite("--at", at, f);
    GradientCheck check =
        fromFlags(
            () -> {
              Checks.positive("--step", step);
              return new GradientCheck(new GradientCheck().step(), tolerance, 0, 0);
            });
    FunctionCheckReport report = FunctionCheckReport.of(f, at, step, check, sweep);
    print(report::json, report::text);
    return report.passed() ? CommandLine.ExitCode.OK : CommandLine.ExitCode.SOFTWARE;
  }
}
