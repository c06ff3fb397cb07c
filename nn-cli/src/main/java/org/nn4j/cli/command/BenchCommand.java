package org.nn4j.cli.command;

import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code nn bench}: without a workload it is an error that names them. */
@Command(
    name = "bench",
    description = "Measures this machine on a training workload.",
    synopsisSubcommandLabel = "WORKLOAD",
    subcommands = {BenchFiveCommand.class, BenchMlpCommand.class, BenchWideCommand.class},
    footer = {"", "Example:", "  nn bench wide"})
@SuppressWarnings("UnusedVariable") // flags that picocli itself acts on
final class BenchCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Print this help.")
  private boolean help;

  @SuppressWarnings("NullAway") // picocli sets the fields before they are used
  BenchCommand() {}

  @Override
  public Integer call() {
    throw new CommandLine.ParameterException(
        spec.commandLine(), "a workload is missing: five, mlp or wide");
  }
}
