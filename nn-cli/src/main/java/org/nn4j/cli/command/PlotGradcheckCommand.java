package org.nn4j.cli.command;

import jakarta.inject.Inject;
import org.nn4j.cli.job.JobFactory;
import org.nn4j.cli.report.Console;
import org.nn4j.cli.report.PictureReport;
import org.nn4j.core.gradcheck.GradientCheck;
import org.nn4j.report.chart.GradientCharts;
import org.nn4j.report.figure.Sheet;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;

/** {@code nn plot gradcheck}. */
@Command(
    name = "gradcheck",
    description = {
      "Draws the error of finite differences against their step, for the network and rows that nn"
          + " gradcheck takes."
    },
    modelTransformer = SettingFlags.class,
    abbreviateSynopsis = true,
    footer = {
      "",
      "Examples:",
      "  nn plot gradcheck examples/digits.yaml",
      "  nn plot gradcheck --model iris.nn.safetensors --data examples/data/iris.csv --terminal"
    })
final class PlotGradcheckCommand extends GradientVerb {
  @ArgGroup(validate = false, heading = "%nPicture:%n")
  private PictureOptions picture = new PictureOptions();

  @Inject
  PlotGradcheckCommand(JobFactory jobs, Console console) {
    super(jobs, console);
  }

  @Override
  FileUses files() {
    return picture.declare(super.files(), "gradcheck");
  }

  @Override
  public Integer call() {
    picture.requireWritable();
    PictureReport drawn =
        picture.draw(
            Sheet.of(GradientCharts.sweep(check(new GradientCheck().tolerance(), true).sweep())));
    return print(drawn::json, drawn::text);
  }
}
