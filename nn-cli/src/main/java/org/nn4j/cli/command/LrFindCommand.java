package org.nn4j.cli.command;

import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import org.nn4j.cli.job.JobFactory;
import org.nn4j.cli.report.Console;
import org.nn4j.cli.report.PictureReport;
import org.nn4j.cli.report.RateReport;
import org.nn4j.core.diagnosis.RateSweep;
import org.nn4j.experiment.check.RateFinder;
import org.nn4j.experiment.config.Settings;
import org.nn4j.report.chart.RateCharts;
import org.nn4j.report.figure.Sheet;
import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code nn lr-find}. */
@Command(
    name = "lr-find",
    description = {
      "Looks for a learning rate: trains with ever greater ones, a step each, and draws the loss."
          + " Exit code 1 if it falls at none.",
      "",
      "Network, data and optimizer are those that the settings describe, before training. The rate"
          + " suggested is the one where the smoothed loss falls most steeply."
    },
    modelTransformer = SettingFlags.class,
    abbreviateSynopsis = true,
    footer = {
      "",
      "Examples:",
      "  nn lr-find examples/digits.yaml",
      "  nn lr-find --data wine.csv --target cultivar --optimizer sgd --terminal"
    })
final class LrFindCommand extends SettingsVerb {
  @Option(
      names = "--from",
      paramLabel = "RATE",
      defaultValue = "1e-7",
      description = "First learning rate (default: ${DEFAULT-VALUE}).")
  private double from;

  @Option(
      names = "--to",
      paramLabel = "RATE",
      defaultValue = "10",
      description = "Last learning rate (default: ${DEFAULT-VALUE}).")
  private double to;

  @Option(
      names = "--steps",
      paramLabel = "N",
      defaultValue = "200",
      description = "Rates to try, and steps to take (default: ${DEFAULT-VALUE}).")
  private int steps;

  @ArgGroup(validate = false, heading = "%nPicture:%n")
  private PictureOptions picture = new PictureOptions();

  @Inject
  LrFindCommand(JobFactory jobs, Console console) {
    super(jobs, console);
  }

  @Override
  FileUses files() {
    return picture.declare(super.files(), "lr_find");
  }

  @Override
  public Integer call() {
    RateSweep sweep = fromFlags(() -> new RateSweep(from, to, steps));
    picture.requireWritable();
    Settings settings = settings();
    RateFinder.Outcome outcome = open(RateFinder.class, settings).find(settings, sweep);
    List<String> unwritten = new ArrayList<>();
    PictureReport drawn =
        picture.draw(
            Sheet.of(RateCharts.sweep(outcome.curve())),
            e -> unwritten.add(String.valueOf(e.getMessage())));
    int code =
        print(
            () -> RateReport.json(outcome, drawn),
            () -> RateReport.text(outcome, drawn),
            unwritten);
    unwritten.forEach(console()::error);
    return Double.isNaN(outcome.rate()) ? CommandLine.ExitCode.SOFTWARE : code;
  }
}
