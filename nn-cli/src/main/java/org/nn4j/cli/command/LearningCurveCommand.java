package org.nn4j.cli.command;

import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import org.nn4j.cli.job.Interruption;
import org.nn4j.cli.job.JobFactory;
import org.nn4j.cli.report.Console;
import org.nn4j.cli.report.LearningCurveReport;
import org.nn4j.cli.report.PictureReport;
import org.nn4j.core.InputException;
import org.nn4j.experiment.check.LearningCurveMeasurement;
import org.nn4j.experiment.config.Settings;
import org.nn4j.report.chart.LearningCurveCharts;
import org.nn4j.report.figure.Sheet;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code nn learning-curve}. */
@Command(
    name = "learning-curve",
    description = {
      "Tells whether more rows would help: trains on ever more of the training rows, with the same"
          + " settings, and draws the error on the rows held out.",
      "",
      "No model is kept. Repeat r trains with the seed --seed + r - 1, on other rows."
    },
    modelTransformer = SettingFlags.class,
    abbreviateSynopsis = true,
    footer = {
      "",
      "Examples:",
      "  nn learning-curve --data wine.csv --target cultivar --terminal",
      "  nn learning-curve examples/wine.yaml --sizes 0.05,0.1,0.2,0.4,0.8,1 --repeats 10"
    })
final class LearningCurveCommand extends SettingsVerb {
  @Option(
      names = "--sizes",
      split = ",",
      paramLabel = "SHARE,…",
      hideParamSyntax = true,
      defaultValue = "0.125,0.25,0.5,1",
      description = "Shares of the training rows, ascending (default: ${DEFAULT-VALUE}).")
  private List<Double> sizes = new ArrayList<>();

  @Option(
      names = "--repeats",
      paramLabel = "N",
      defaultValue = "3",
      description = "Networks to train of each size (default: ${DEFAULT-VALUE}).")
  private int repeats;

  @ArgGroup(validate = false, heading = "%nPicture:%n")
  private PictureOptions picture = new PictureOptions();

  @Inject
  LearningCurveCommand(JobFactory jobs, Console console) {
    super(jobs, console);
  }

  @Override
  FileUses files() {
    return picture.declare(super.files(), "learning_curve");
  }

  @Override
  public Integer call() {
    requireNoFiles("nn learning-curve keeps no model");
    requireSizes();
    BenchVerb.require("--repeats", repeats);
    picture.requireWritable();
    Settings settings = settings();
    LearningCurveMeasurement measurement = open(LearningCurveMeasurement.class, settings);
    LearningCurveMeasurement.Outcome outcome =
        Interruption.during(
            console(),
            interruption ->
                measurement.measure(settings, sizes, repeats, interruption, console()::progress));
    console().endProgress();
    List<String> unwritten = new ArrayList<>();
    PictureReport drawn =
        picture.draw(
            Sheet.of(LearningCurveCharts.curve(outcome.curve())),
            e -> unwritten.add(String.valueOf(e.getMessage())));
    unwritten.forEach(console()::error);
    return print(
        () -> LearningCurveReport.json(outcome, drawn),
        () -> LearningCurveReport.text(outcome, drawn),
        unwritten);
  }

  private void requireSizes() {
    double before = 0;
    for (double size : sizes) {
      if (!(size > before && size <= 1)) {
        throw new InputException(
            "--sizes: must be shares above 0 and at most 1, each greater than the one before, but"
                + " are "
                + sizes);
      }
      before = size;
    }
  }
}
