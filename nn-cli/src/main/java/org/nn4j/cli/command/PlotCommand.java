package org.nn4j.cli.command;

import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code nn plot}: without a verb it is an error that names them. */
@Command(
    name = "plot",
    description = "Draws figures as SVG and PNG files or in the terminal.",
    synopsisSubcommandLabel = "VERB",
    subcommands = {
      PlotHistoryCommand.class,
      PlotSurfaceCommand.class,
      PlotGradcheckCommand.class,
      PlotActivationsCommand.class
    },
    footer = {"", "Example:", "  nn plot activations relu gelu --terminal"})
@SuppressWarnings("UnusedVariable") // flags that picocli itself acts on
final class PlotCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Print this help.")
  private boolean help;

  @SuppressWarnings("NullAway") // picocli sets the fields before they are used
  PlotCommand() {}

  @Override
  public Integer call() {
    throw new CommandLine.ParameterException(
        spec.commandLine(), "a verb is missing: history, surface, gradcheck or activations");
  }
}
