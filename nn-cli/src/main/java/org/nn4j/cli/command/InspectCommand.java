package org.nn4j.cli.command;

import jakarta.inject.Inject;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.nn4j.cli.job.InspectJob;
import org.nn4j.cli.job.JobFactory;
import org.nn4j.cli.report.Console;
import org.nn4j.cli.report.ModelReport;
import org.nn4j.cli.report.TraceReport;
import org.nn4j.core.InputException;
import org.nn4j.core.checkpoint.Checkpoint;
import org.nn4j.core.model.Model;
import org.nn4j.core.training.Trace;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code nn inspect}. */
@Command(
    name = "inspect",
    description = "Shows what a model file holds, or every number one sample goes through.",
    footer = {
      "",
      "Examples:",
      "  nn inspect iris.nn.safetensors",
      "  nn inspect --card iris.nn.safetensors > card.md",
      "  nn inspect runs/iris/checkpoint-00000120.safetensors",
      "  nn inspect iris.nn.safetensors --trace --data examples/data/iris.csv --row 51"
    })
final class InspectCommand extends KernelsVerb {
  private final JobFactory jobs;

  @Parameters(paramLabel = "MODEL", description = "Model file or checkpoint.")
  private Path model;

  @Option(
      names = "--trace",
      description =
          "Print every layer's input, z and output for one row of --data and, if the file has the"
              + " target, delta and gradients.")
  private boolean trace;

  @Option(names = "--data", paramLabel = "FILE", description = "CSV or IDX file for --trace.")
  private @Nullable Path data;

  @Option(
      names = "--row",
      paramLabel = "N",
      defaultValue = "1",
      description = "Row of --data to trace, from 1 (default: ${DEFAULT-VALUE}).")
  private int row;

  @Option(
      names = "--card",
      description =
          "Print the model's card as Markdown: what it predicts from what, how good it is on which"
              + " rows, where it will fail.")
  private boolean card;

  @Mixin private FormatOptions format = new FormatOptions();

  @Inject
  @SuppressWarnings("NullAway") // picocli sets the fields before they are used
  InspectCommand(JobFactory jobs, Console console) {
    super(console);
    this.jobs = jobs;
  }

  @Override
  FileUses files() {
    return super.files().reads("MODEL", model).readsData("--data", data);
  }

  @Override
  public Integer call() {
    Path source = data;
    if (trace && card) {
      throw new InputException("--trace and --card show different things; give one of them");
    }
    if (trace && source == null) {
      throw new InputException("--trace needs a row to trace; give --data FILE");
    }
    if (!trace && source != null) {
      throw new InputException("--data is for --trace; give both or none");
    }
    InspectJob job = open(jobs, InspectJob.class);
    if (source != null) {
      Trace steps = job.trace(model, format.file(source), row);
      return print(() -> TraceReport.json(steps), () -> TraceReport.text(steps));
    }
    Model content = job.load(model);
    if (card) {
      return print(
          () -> content.card().toMap(),
          () -> content.card().toMarkdown() + ModelReport.written(model));
    }
    Checkpoint checkpoint = Checkpoint.describe(model);
    return print(
        () -> ModelReport.json(content, checkpoint), () -> ModelReport.text(content, checkpoint));
  }
}
