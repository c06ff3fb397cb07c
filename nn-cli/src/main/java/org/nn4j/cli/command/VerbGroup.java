package org.nn4j.cli.command;

import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** A group of verbs, such as {@code nn plot}: alone it is an error that names its verbs. */
@SuppressWarnings("UnusedVariable") // flags that picocli itself handles
abstract class VerbGroup implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Print this help.")
  private boolean help;

  @SuppressWarnings("NullAway") // picocli sets the field before it is used
  VerbGroup() {}

  @Override
  public final Integer call() {
    String missing = spec.usageMessage().synopsisSubcommandLabel().toLowerCase(Locale.ROOT);
    List<String> verbs = List.copyOf(spec.subcommands().keySet());
    int last = verbs.size() - 1;
    throw new CommandLine.ParameterException(
        spec.commandLine(),
        "a "
            + missing
            + " is missing: "
            + String.join(", ", verbs.subList(0, last))
            + " or "
            + verbs.get(last));
  }

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
  static final class Plot extends VerbGroup {}

  /** {@code nn plugins}. */
  @Command(
      name = "plugins",
      description =
          "Lists the parts that can be asked for by name, checks them, starts new ones and fetches"
              + " others.",
      synopsisSubcommandLabel = "VERB",
      subcommands = {
        PluginsListCommand.class,
        PluginsShowCommand.class,
        PluginsVerifyCommand.class,
        PluginsNewCommand.class,
        PluginsAddCommand.class,
        PluginsRemoveCommand.class
      },
      footer = {"", "Example:", "  nn plugins list activations"})
  static final class Plugins extends VerbGroup {}

  /** {@code nn bench}. */
  @Command(
      name = "bench",
      description = "Measures this machine on a training workload.",
      synopsisSubcommandLabel = "WORKLOAD",
      subcommands = {BenchFiveCommand.class, BenchMlpCommand.class, BenchWideCommand.class},
      footer = {"", "Example:", "  nn bench wide"})
  static final class Bench extends VerbGroup {}
}
