package org.nn4j.cli.command;

import jakarta.inject.Inject;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.nn4j.cli.job.JobFactory;
import org.nn4j.cli.job.PredictJob;
import org.nn4j.cli.report.Console;
import org.nn4j.cli.report.PredictionReport;
import org.nn4j.core.InputException;
import org.nn4j.core.io.AtomicFile;
import org.nn4j.core.io.Spool;
import org.nn4j.experiment.config.CommaList;
import org.nn4j.experiment.data.DataFile;
import org.nn4j.experiment.data.PredictedRows;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code nn predict}. */
@Command(
    name = "predict",
    description = "Applies a model to the rows of a file, which need not have the target.",
    footer = {
      "",
      "Example:",
      "  nn predict --model iris.nn.safetensors --data examples/data/iris.csv"
    })
final class PredictCommand extends KernelsVerb {
  private final JobFactory jobs;

  @Option(names = "--model", required = true, paramLabel = "FILE", description = "Model file.")
  private Path model;

  @Option(
      names = "--data",
      required = true,
      paramLabel = "FILE",
      description = "CSV or IDX file with the feature columns that the model was trained on.")
  private Path data;

  @Option(
      names = "--output",
      paramLabel = "FILE",
      description =
          "CSV file to write, whole or not at all: the predicted label and each class' probability"
              + " (score, of a model with a hinge loss), or the value (default: stdout).")
  private @Nullable Path output;

  @Mixin private IntervalOptions intervals = new IntervalOptions();

  @Option(
      names = "--append",
      description = "Write all columns of the data, each cell as it is, and then the predictions.")
  private boolean append;

  @Option(
      names = "--keep",
      paramLabel = "COLUMN,…",
      description = "Columns of the data to write before the predictions.")
  private List<String> keep = List.of();

  @Mixin private StorageOptions storage = new StorageOptions();

  @Mixin private FormatOptions format = new FormatOptions();

  @Inject
  @SuppressWarnings("NullAway") // picocli sets the fields before they are used
  PredictCommand(JobFactory jobs, Console console) {
    super(console);
    this.jobs = jobs;
  }

  @Override
  FileUses files() {
    return storage
        .declare(super.files().reads("--model", model).readsData("--data", data))
        .writes("--output", output);
  }

  @Override
  public Integer call() {
    if (append && !keep.isEmpty()) {
      throw new InputException("--append: keeps all columns; leave it or --keep out");
    }
    Path target = output;
    if (target != null) {
      AtomicFile.requireWritable(target);
    }
    PredictJob.Options options = new PredictJob.Options(intervals.level(), append, columns());
    return Spool.during(
        () -> {
          PredictedRows predictions =
              open(jobs, PredictJob.class)
                  .predict(model, new DataFile(data, format.format(), storage.storage()), options);
          return write(predictions, target);
        });
  }

  private Integer write(PredictedRows predictions, @Nullable Path target) {
    if (target != null) {
      PredictionReport.write(predictions, target);
    }
    return write(
        () -> document(predictions),
        out -> {
          if (target == null) {
            PredictionReport.print(predictions, out);
          }
        });
  }

  private List<String> columns() {
    return keep.stream()
        .flatMap(text -> CommaList.divide(text).stream())
        .map(CommaList::unquote)
        .toList();
  }

  private Map<String, Object> document(PredictedRows predictions) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("model", model.toString());
    document.put("rows", predictions.count());
    if (output == null) {
      document.put("predictions", PredictionReport.json(predictions));
    } else {
      document.put("output", output.toString());
    }
    return document;
  }
}
