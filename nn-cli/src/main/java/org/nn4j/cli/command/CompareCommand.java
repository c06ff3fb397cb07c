package org.nn4j.cli.command;

import jakarta.inject.Inject;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nn4j.cli.compare.Comparison;
import org.nn4j.cli.job.CompareJob;
import org.nn4j.cli.job.JobFactory;
import org.nn4j.cli.report.CompareReport;
import org.nn4j.cli.report.Console;
import org.nn4j.cli.report.HistoryFile;
import org.nn4j.experiment.data.DataFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code nn compare}. */
@Command(
    name = "compare",
    description = {
      "Shows runs side by side: metrics, time, the settings that differ, and whether the difference"
          + " may be chance.",
      "",
      "A run is what nn train, crossval or evaluate --json printed, the folder of a --report, the"
          + " file of crossval --predictions, or a model file. Each is tested against the first:"
          + " over folds if both are cross-validations with the same folds, on rows if there are"
          + " predictions of the same rows or models and --data."
    },
    footer = {
      "",
      "Examples:",
      "  nn crossval --data wine.csv --target cultivar --json > base.json",
      "  nn crossval --data wine.csv --target cultivar --layers 64:tanh --json > wide.json",
      "  nn compare base.json wide.json",
      "  nn compare old.nn.safetensors new.nn.safetensors --data newest.csv"
    })
final class CompareCommand extends KernelsVerb {
  private final JobFactory jobs;

  @Parameters(
      arity = "1..*",
      paramLabel = "RUN",
      description = "Two runs or more; the others are tested against the first.")
  private List<Path> runs = new ArrayList<>();

  @Option(
      names = "--data",
      paramLabel = "FILE",
      description = "File to evaluate model files on, which are then compared row by row.")
  private @Nullable Path data;

  @Mixin private StorageOptions storage = new StorageOptions();

  @Mixin private FormatOptions format = new FormatOptions();

  @Inject
  CompareCommand(JobFactory jobs, Console console) {
    super(console);
    this.jobs = jobs;
  }

  @Override
  FileUses files() {
    FileUses files = storage.declare(super.files().readsData("--data", data));
    runs.forEach(run -> files.reads("RUN", HistoryFile.document(run)));
    return files;
  }

  @Override
  public Integer call() {
    Path source = data;
    Comparison comparison =
        open(jobs, CompareJob.class)
            .compare(
                runs,
                source == null ? null : new DataFile(source, format.format(), storage.storage()));
    return print(() -> CompareReport.json(comparison), () -> CompareReport.text(comparison));
  }
}
