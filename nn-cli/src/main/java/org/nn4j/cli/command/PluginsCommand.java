package org.nn4j.cli.command;

import picocli.CommandLine.Command;

/** {@code nn plugins}. */
@Command(
    name = "plugins",
    description = "Lists the parts that can be asked for by name, checks them and starts new ones.",
    synopsisSubcommandLabel = "VERB",
    subcommands = {
      PluginsListCommand.class,
      PluginsShowCommand.class,
      PluginsVerifyCommand.class,
      PluginsNewCommand.class
    },
    footer = {"", "Example:", "  nn plugins list activations"})
final class PluginsCommand extends VerbGroup {}
