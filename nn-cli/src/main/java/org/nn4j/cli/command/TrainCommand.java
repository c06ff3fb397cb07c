package org.nn4j.cli.command;

import jakarta.inject.Inject;
import java.nio.file.Path;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.nn4j.cli.job.JobFactory;
import org.nn4j.cli.job.TrainJob;
import org.nn4j.cli.report.Console;
import org.nn4j.cli.report.HistoryFile;
import org.nn4j.cli.report.LiveCurves;
import org.nn4j.cli.report.OverfitReport;
import org.nn4j.cli.report.TrainOutcome;
import org.nn4j.cli.report.TrainProgress;
import org.nn4j.cli.report.TrainReport;
import org.nn4j.core.checkpoint.Checkpoint;
import org.nn4j.core.checkpoint.CheckpointFolder;
import org.nn4j.core.diagnosis.OverfitCheck;
import org.nn4j.core.training.TrainingListener;
import org.nn4j.experiment.check.BatchOverfit;
import org.nn4j.experiment.cluster.Cluster;
import org.nn4j.experiment.config.DataSettings;
import org.nn4j.experiment.config.RunSettings;
import org.nn4j.experiment.config.Settings;
import org.nn4j.experiment.document.Yaml;
import org.nn4j.experiment.training.ExperimentFactory;
import org.nn4j.experiment.training.TrainingStart;
import org.nn4j.report.page.PageFolder;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code nn train}. */
@Command(
    name = "train",
    description = "Trains a network on a CSV file, or on images, and writes a model file.",
    modelTransformer = SettingFlags.class,
    abbreviateSynopsis = true,
    footer = {
      "",
      "Every flag is also a key of CONFIG.yaml, with _ for -. A flag overrides the",
      "file. The model goes to NAME.nn.safetensors in this folder, NAME being that of",
      "the data. Ctrl-C finishes the batch, writes a checkpoint and says how to go on;",
      "twice ends at once.",
      "",
      "Examples:",
      "  nn train --data examples/data/iris.csv --target species",
      "  nn train examples/digits.yaml --epochs 10",
      "  nn train examples/digits.yaml --checkpoint runs/digits --every '5 epochs'",
      "  nn train --resume runs/digits",
      "  nn train examples/digits.yaml --overfit-batch",
      "  nn train --data wine.csv --target cultivar --layers 32:tanh --print-config"
    })
final class TrainCommand extends SettingsVerb {
  @Option(
      names = "--print-config",
      description = "Print all settings, with all defaults filled in, as YAML and do nothing else.")
  private boolean printConfig;

  @Option(names = "--watch", description = "Draw the losses in the terminal as they develop.")
  private boolean watch;

  @Option(
      names = "--overfit-batch",
      description =
          "Check that the network can learn one batch by heart, without dropout and penalties, in"
              + " 4000 steps or --epochs if that is more, and write nothing. Exit code 1 if it"
              + " cannot.")
  private boolean overfitBatch;

  @Mixin private SparkOptions spark = new SparkOptions();

  private @Nullable TrainingStart start;

  @Inject
  TrainCommand(JobFactory jobs, Console console) {
    super(jobs, console);
  }

  private TrainingStart start() {
    TrainingStart present = start;
    if (present == null) {
      present = TrainingStart.of(super.settings(), console());
      start = present;
    }
    return present;
  }

  /** Returns the settings given, with those of the checkpoint to go on from. */
  @Override
  Settings settings() {
    return start().settings();
  }

  @Override
  FileUses files() {
    Settings settings = settings();
    FileUses files = spark.declare(super.files());
    Checkpoint checkpoint = start().checkpoint();
    if (checkpoint != null) {
      // Declared as read in its folder, since the run goes on with the checkpoints that it finds
      // there.
      Path file = checkpoint.file().toAbsolutePath();
      files.readsIn(
          RunSettings.RESUME.flag(), file.getParent(), file.getFileName().toString()::equals);
    }
    if (printConfig || overfitBatch) {
      return files;
    }
    files
        .writesIn(
            RunSettings.CHECKPOINT.flag(),
            settings.find(RunSettings.CHECKPOINT),
            CheckpointFolder::isName)
        .writesIn(
            RunSettings.REPORT.flag(),
            settings.find(RunSettings.REPORT),
            Set.of(PageFolder.INDEX, HistoryFile.RUN)::contains)
        .writesIn(
            RunSettings.TENSORBOARD.flag(),
            settings.find(RunSettings.TENSORBOARD),
            name -> false); // each file of events is a new one
    Path data = settings.find(DataSettings.DATA_FILE);
    Path model = settings.find(RunSettings.MODEL);
    if (model == null && data != null) {
      model = ExperimentFactory.model(data);
    }
    if (model != null) {
      files.writes(settings, RunSettings.MODEL, model);
    }
    return files;
  }

  @Override
  public Integer call() {
    TrainingStart start = start();
    Settings settings = start.settings();
    if (printConfig) {
      Settings complete = open(ExperimentFactory.class, settings).complete(settings);
      return print(complete::toMap, () -> Yaml.text(complete.toMap()));
    }
    if (overfitBatch) {
      return overfitBatch(settings);
    }
    if (spark.asked()) {
      Cluster cluster = Cluster.find();
      return cluster == null
          ? spark.submit("train", words())
          : print(open(TrainJob.class, settings).train(cluster.prepare(settings, spark.master())));
    }
    TrainingListener progress =
        watch && console().terminal()
            ? new LiveCurves(console(), Console.unicode())
            : new TrainProgress(console());
    return print(open(TrainJob.class, settings).train(start, progress));
  }

  private int print(TrainOutcome outcome) {
    return print(
        () -> TrainReport.json(outcome), () -> TrainReport.text(outcome), outcome.unwritten());
  }

  private int overfitBatch(Settings settings) {
    OverfitCheck.Result result = open(BatchOverfit.class, settings).check(settings);
    print(() -> OverfitReport.json(result), () -> OverfitReport.text(result));
    return result.passed() ? CommandLine.ExitCode.OK : CommandLine.ExitCode.SOFTWARE;
  }
}
