package org.nn4j.cli.command;

import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import org.nn4j.api.Activation;
import org.nn4j.api.ElementwiseActivation;
import org.nn4j.cli.report.Console;
import org.nn4j.cli.report.PictureReport;
import org.nn4j.core.InputException;
import org.nn4j.core.registry.Catalog;
import org.nn4j.report.chart.ActivationCharts;
import org.nn4j.report.figure.Figure;
import org.nn4j.report.figure.Sheet;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code nn plot activations}. */
@Command(
    name = "activations",
    description = "Draws activations: the function and, dashed, its derivative.",
    footer = {
      "",
      "Examples:",
      "  nn plot activations gelu \"leaky_relu(slope=0.2)\" --picture activations.svg",
      "  nn plot activations --terminal"
    })
final class PlotActivationsCommand extends PluginVerb {
  @Parameters(
      arity = "0..*",
      paramLabel = "NAME",
      description = "Activations, with parameters if you like (default: all of one argument).")
  private List<String> names = new ArrayList<>();

  @ArgGroup(validate = false, heading = "%nPicture:%n")
  private PictureOptions picture = new PictureOptions();

  @Inject
  PlotActivationsCommand(Console console) {
    super(console);
  }

  @Override
  FileUses files() {
    return picture.declare(super.files(), "activations");
  }

  @Override
  public Integer call() {
    picture.requireWritable();
    List<Figure> figures = chosen().stream().map(ActivationCharts::functionAndDerivative).toList();
    PictureReport drawn = picture.draw(new Sheet("activations", "Activations", figures));
    return print(drawn::json, drawn::text);
  }

  private List<ElementwiseActivation> chosen() {
    Catalog catalog = catalog();
    if (names.isEmpty()) {
      return catalog.all(Activation.class).stream()
          .filter(ElementwiseActivation.class::isInstance)
          .map(ElementwiseActivation.class::cast)
          .toList();
    }
    List<ElementwiseActivation> chosen = new ArrayList<>();
    for (String name : names) {
      if (!(catalog.create(Activation.class, name) instanceof ElementwiseActivation activation)) {
        throw new InputException(
            name + " works on whole rows; only a function of one number has a curve");
      }
      chosen.add(activation);
    }
    return chosen;
  }
}
