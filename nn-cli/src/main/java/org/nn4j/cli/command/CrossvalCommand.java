package org.nn4j.cli.command;

import jakarta.inject.Inject;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nn4j.cli.job.Interruption;
import org.nn4j.cli.job.JobFactory;
import org.nn4j.cli.report.Console;
import org.nn4j.cli.report.CrossvalReport;
import org.nn4j.cli.report.PredictionReport;
import org.nn4j.core.InputException;
import org.nn4j.core.io.AtomicFile;
import org.nn4j.experiment.config.Settings;
import org.nn4j.experiment.crossval.CrossValidationOutcome;
import org.nn4j.experiment.crossval.CrossValidator;
import org.nn4j.experiment.crossval.FoldChoice;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code nn crossval}. */
@Command(
    name = "crossval",
    description = {
      "Measures how well the settings do, by cross-validation.",
      "",
      "For each fold a network learns from the rows of the others, preprocessing included, and is"
          + " evaluated on those of the fold. --validation is held out of the others only where"
          + " training depends on it: --early-stopping, --stop-when and schedules such as"
          + " reduce_on_plateau. --test is not: all rows are in folds."
    },
    modelTransformer = SettingFlags.class,
    abbreviateSynopsis = true,
    footer = {
      "",
      "Repeat r trains with the seed --seed + r - 1. No model is kept. Ctrl-C finishes",
      "the batch and leaves nothing; twice ends at once.",
      "",
      "Examples:",
      "  nn crossval --data examples/data/iris.csv --target species",
      "  nn crossval examples/wine.yaml --folds 10 --repeats 3 --predictions wine-folds.csv",
      "  nn crossval --data visits.csv --target ill --group-column patient"
    })
final class CrossvalCommand extends SettingsVerb {
  @ArgGroup(validate = false, heading = "%nFolds:%n")
  private FoldOptions folds = new FoldOptions();

  @Option(
      names = "--predictions",
      paramLabel = "FILE",
      description =
          "CSV file to write: for every row its fold, and what was predicted by the network that"
              + " had not learnt from it.")
  private @Nullable Path predictions;

  @Inject
  CrossvalCommand(JobFactory jobs, Console console) {
    super(jobs, console);
  }

  @Override
  FileUses files() {
    return folds.declare(super.files()).writes("--predictions", predictions);
  }

  @Override
  public Integer call() {
    requireNoFiles("nn crossval keeps no model of its folds");
    FoldChoice choice = folds.choice();
    Settings settings = settings();
    Path target = predictions;
    if (target != null) {
      AtomicFile.requireWritable(target);
    }
    CrossValidator validator = open(CrossValidator.class, settings);
    CrossValidationOutcome outcome =
        Interruption.during(
            console(),
            interruption ->
                validator.run(
                    settings,
                    choice,
                    interruption,
                    (scores, all) -> console().progress(CrossvalReport.progress(scores, all))));
    console().endProgress();
    List<String> unwritten = new ArrayList<>();
    if (target != null) {
      try {
        PredictionReport.write(outcome.predictions(), target);
      } catch (InputException e) {
        console().error(String.valueOf(e.getMessage()));
        unwritten.add(String.valueOf(e.getMessage()));
      }
    }
    CrossvalReport report = new CrossvalReport(outcome, unwritten.isEmpty() ? target : null);
    return print(report::json, report::text, unwritten);
  }
}
