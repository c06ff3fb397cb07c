package org.nn4j.cli.command;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.nn4j.experiment.training.Versions;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The program: without a verb it prints its help. */
@Command(
    name = "nn",
    description = "Trains and uses neural networks.",
    synopsisSubcommandLabel = "VERB",
    versionProvider = NnCommand.Version.class,
    subcommands = {
      TrainCommand.class,
      EvaluateCommand.class,
      PredictCommand.class,
      GradcheckCommand.class,
      CrossvalCommand.class,
      SearchCommand.class,
      LrFindCommand.class,
      InspectCommand.class,
      VerbGroup.Plot.class,
      VerbGroup.Plugins.class,
      ShellCommand.class,
      DoctorCommand.class,
      VerbGroup.Bench.class
    },
    footer = {
      "",
      "Each verb has --help. Results go to stdout, log and progress to stderr.",
      "Exit codes: 0 done, 1 the run failed, a check did not pass or something beside",
      "the result could not be written, 2 wrong usage or bad input, 130 interrupted by",
      "Ctrl-C.",
      "",
      "Example:",
      "  nn train --data examples/data/iris.csv --target species"
    })
@SuppressWarnings("UnusedVariable") // flags that picocli itself handles
public final class NnCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Print this help.")
  private boolean help;

  @Option(
      names = {"-V", "--version"},
      versionHelp = true,
      description = "Print the version.")
  private boolean version;

  /** Creates the command; picocli fills it. */
  @SuppressWarnings("NullAway") // picocli sets the field before it is used
  public NnCommand() {}

  /** Returns the command line with all verbs, which a factory creates. */
  public static CommandLine line(CommandLine.IFactory factory) {
    CommandLine line =
        new CommandLine(NnCommand.class, factory)
            .setExecutionStrategy(new Execution())
            .setUsageHelpAutoWidth(true)
            .setAbbreviatedOptionsAllowed(false)
            .setCaseInsensitiveEnumValuesAllowed(true)
            .registerConverter(Path.class, NnCommand::path);
    Objects.requireNonNull(line.getSubcommands().get(ShellCommand.NAME))
        .setUnmatchedOptionsArePositionalParams(true);
    return line;
  }

  private static Path path(String text) {
    try {
      if (!text.isBlank()) {
        return Path.of(text);
      }
    } catch (InvalidPathException e) {
      // Reported like the empty path.
    }
    throw new CommandLine.TypeConversionException("must be a path but is '" + text + "'");
  }

  @Override
  public Integer call() {
    spec.commandLine().usage(spec.commandLine().getOut());
    return CommandLine.ExitCode.OK;
  }

  /** Returns the version. */
  static final class Version implements CommandLine.IVersionProvider {
    @Override
    public String[] getVersion() {
      return new String[] {"nn4j " + Versions.nn4j() + ", JDK " + Versions.jdk()};
    }
  }
}
