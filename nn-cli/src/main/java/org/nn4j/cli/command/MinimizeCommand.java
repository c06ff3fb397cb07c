package org.nn4j.cli.command;

import jakarta.inject.Inject;
import org.nn4j.api.Checks;
import org.nn4j.api.LearningRateSchedule;
import org.nn4j.api.Optimizer;
import org.nn4j.cli.report.Console;
import org.nn4j.cli.report.DescentReport;
import org.nn4j.cli.report.PictureReport;
import org.nn4j.core.InputException;
import org.nn4j.core.registry.Catalog;
import org.nn4j.core.training.DifferentiableFunction;
import org.nn4j.core.training.Minimizer;
import org.nn4j.report.chart.DescentChart;
import org.nn4j.report.figure.Sheet;
import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code nn minimize}. */
@Command(
    name = "minimize",
    description =
        "Minimizes a function that is written as a formula, and prints every step. Its gradient is"
            + " derived from the formula; float64.",
    footer = {
      "",
      "Examples:",
      "  nn minimize \"(x1-6)^2 + x2^2 - x1*x2\" --start 6,6 --steps 10",
      "  nn minimize \"(1-x)^2 + 100*(y-x^2)^2\" --start -1,1 --optimizer lbfgs --plot",
      "  nn minimize \"sin(x)\" --start 1 --schedule \"piecewise(1/2,1/3,1/4)\""
    })
final class MinimizeCommand extends PluginVerb {
  @Parameters(paramLabel = "FUNCTION", description = "The formula, of any variables.")
  private String function;

  @Option(
      names = "--start",
      paramLabel = "X",
      split = ",",
      required = true,
      description = "Where to start: a number for each variable, in the order of their names.")
  private double[] start;

  @Option(
      names = "--optimizer",
      paramLabel = "NAME",
      defaultValue = "sgd(lr=0.1)",
      description = "Update rule (default: ${DEFAULT-VALUE}).")
  private String optimizer;

  @Option(
      names = "--schedule",
      paramLabel = "NAME",
      defaultValue = "constant",
      description = "Learning rate over the steps, which count as epochs (default: constant).")
  private String schedule;

  @Option(
      names = "--steps",
      paramLabel = "N",
      defaultValue = "100",
      description = "Most steps (default: ${DEFAULT-VALUE}).")
  private int steps;

  @Option(
      names = "--stop",
      paramLabel = "X",
      defaultValue = "1e-9",
      description =
          "Stop after a step by which the function changes by less than this; 0 for never (default:"
              + " ${DEFAULT-VALUE}).")
  private double stop;

  @Option(
      names = "--plot",
      description = "Draw contour lines and the path, of a function of two variables.")
  private boolean plot;

  @ArgGroup(validate = false, heading = "%nPicture, with --plot:%n")
  private PictureOptions picture = new PictureOptions();

  @Inject
  @SuppressWarnings("NullAway") // picocli sets the fields before they are used
  MinimizeCommand(Console console) {
    super(console);
  }

  @Override
  FileUses files() {
    return picture.declare(super.files(), "minimize");
  }

  @Override
  public Integer call() {
    DifferentiableFunction f = FormulaArgument.function("FUNCTION", function);
    FormulaArgument.requireNumbers("--start", start, f);
    FormulaArgument.requireFinite("--start", start, f);
    if (!plot) {
      picture.requireNone();
    }
    if (plot && f.dimension() != 2) {
      throw new InputException(
          "--plot draws functions of two variables, but this one has " + f.dimension());
    }
    if (plot) {
      picture.requireWritable();
    }
    Catalog catalog = catalog();
    Minimizer minimizer =
        fromFlags(
            () -> {
              Checks.atLeast("--steps", steps, 1);
              Checks.nonNegative("--stop", stop);
              return new Minimizer(
                  catalog.create(Optimizer.class, optimizer),
                  catalog.create(LearningRateSchedule.class, schedule),
                  steps,
                  stop);
            });
    Minimizer.Path path = minimizer.minimize(f, start);
    PictureReport drawn = plot ? picture.draw(Sheet.of(DescentChart.figure(f, path))) : null;
    DescentReport report = new DescentReport(function, f, path);
    print(() -> report.json(drawn), () -> report.text(drawn));
    return Double.isFinite(path.end().value())
        ? CommandLine.ExitCode.OK
        : CommandLine.ExitCode.SOFTWARE;
  }
}
