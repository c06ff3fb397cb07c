package org.nn4j.cli.command;

import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code nn plugins}: without a verb it prints its help. */
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
@SuppressWarnings("UnusedVariable") // flags that picocli itself acts on
final class PluginsCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Print this help.")
  private boolean help;

  @SuppressWarnings("NullAway") // picocli sets the fields before they are used
  PluginsCommand() {}

  @Override
  public Integer call() {
    throw new CommandLine.ParameterException(
        spec.commandLine(), "a verb is missing: list, show, verify or new");
  }
}
