package org.nn4j.cli.command;

import jakarta.inject.Inject;
import java.nio.file.Path;
import org.nn4j.cli.report.Console;
import org.nn4j.cli.report.HistoryFile;
import org.nn4j.cli.report.PictureReport;
import org.nn4j.report.chart.HistoryCharts;
import org.nn4j.report.figure.Sheet;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code nn plot history}. */
@Command(
    name = "history",
    description =
        "Draws a training run's loss, metrics and learning rate over its epochs, on a logarithmic"
            + " axis where values are far apart.",
    footer = {
      "",
      "Examples:",
      "  nn train examples/iris.yaml --json > run.json",
      "  nn plot history run.json"
    })
final class PlotHistoryCommand extends Verb {
  @Parameters(
      paramLabel = "RUN",
      description = "What nn train --json printed, or the folder of --report.")
  private Path file;

  @ArgGroup(validate = false, heading = "%nPicture:%n")
  private PictureOptions picture = new PictureOptions();

  @Inject
  @SuppressWarnings("NullAway") // picocli sets the fields before they are used
  PlotHistoryCommand(Console console) {
    super(console);
  }

  @Override
  FileUses files() {
    return picture.declare(super.files().reads("RUN", HistoryFile.document(file)), "history");
  }

  @Override
  public Integer call() {
    picture.requireWritable();
    Sheet sheet =
        new Sheet("history", "Training history", HistoryCharts.all(HistoryFile.read(file)));
    PictureReport drawn = picture.draw(sheet);
    return print(drawn::json, drawn::text);
  }
}
