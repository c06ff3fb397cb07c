package org.nn4j.cli.command;

import picocli.CommandLine.Command;

/** {@code nn plot}. */
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
final class PlotCommand extends VerbGroup {}
