package org.nn4j.cli.command;

import jakarta.inject.Inject;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nn4j.cli.job.JobFactory;
import org.nn4j.cli.job.SurfaceJob;
import org.nn4j.cli.job.SurfaceView;
import org.nn4j.cli.report.Console;
import org.nn4j.cli.report.PictureReport;
import org.nn4j.core.InputException;
import org.nn4j.experiment.data.DataFile;
import org.nn4j.report.figure.Range;
import org.nn4j.report.figure.Sheet;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code nn plot surface}. */
@Command(
    name = "surface",
    description = {
      "Draws the output of a network with two inputs over a grid, in two colours that meet at the"
          + " decision threshold, and the rows of --data on top.",
      "",
      "Drawn is the predicted number, or the probability of a class or label."
    },
    footer = {
      "",
      "Example:",
      "  nn plot surface --model five_points.nn.safetensors --data examples/data/five_points.csv"
    })
final class PlotSurfaceCommand extends KernelsVerb {
  private final JobFactory jobs;

  @Option(names = "--model", required = true, paramLabel = "FILE", description = "Model file.")
  private Path model;

  @Option(
      names = "--data",
      paramLabel = "FILE",
      description = "CSV file whose rows are drawn, with inputs and target.")
  private @Nullable Path data;

  @Option(
      names = "--range",
      split = ",",
      arity = "1",
      paramLabel = "LOW,HIGH",
      hideParamSyntax = true,
      description =
          "What is shown of both inputs (default: what the data have, and half as much on either"
              + " side; without data, what the model was scaled for).")
  private List<Double> range = List.of();

  @Option(
      names = "--steps",
      paramLabel = "N",
      defaultValue = "100",
      description = "Steps of the grid in each direction (default: ${DEFAULT-VALUE}).")
  private int steps;

  @Option(
      names = "--threshold",
      paramLabel = "X",
      description =
          "Output at which the colours meet (default: 0.5 for a class, else the middle of the"
              + " targets).")
  private @Nullable Double threshold;

  @Option(
      names = "--class",
      paramLabel = "LABEL",
      description =
          "Class or label whose probability is drawn (default: the second class, the first label).")
  private @Nullable String label;

  @ArgGroup(validate = false, heading = "%nPicture:%n")
  private PictureOptions picture = new PictureOptions();

  @Mixin private FormatOptions format = new FormatOptions();

  @Inject
  @SuppressWarnings("NullAway") // picocli sets the fields before they are used
  PlotSurfaceCommand(JobFactory jobs, Console console) {
    super(console);
    this.jobs = jobs;
  }

  @Override
  FileUses files() {
    return picture.declare(
        super.files().reads("--model", model).readsData("--data", data), "surface");
  }

  @Override
  public Integer call() {
    picture.requireWritable();
    SurfaceJob job = open(jobs, SurfaceJob.class);
    SurfaceView view = new SurfaceView(shown(), steps, threshold, label);
    DataFile rows = data == null ? null : format.file(data);
    PictureReport drawn = picture.draw(Sheet.of(job.surface(model, rows, view)));
    return print(drawn::json, drawn::text);
  }

  private Range shown() {
    if (range.isEmpty()) {
      return Range.EMPTY;
    }
    if (range.size() != 2 || !(range.get(0) < range.get(1))) {
      throw new InputException("--range must be LOW,HIGH with LOW below HIGH but is " + range);
    }
    return new Range(range.get(0), range.get(1));
  }
}
