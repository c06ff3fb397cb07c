package org.nn4j.bench;

import java.nio.file.Path;
import org.nn4j.bench.measure.Machine;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code nn-bench/run}: measures nn4j side by side with others and prints tables in Markdown. */
@Command(
    name = "run",
    description = "Measures nn4j side by side with others; prints Markdown.",
    mixinStandardHelpOptions = true,
    subcommands = {
      AllCommand.class,
      MachineCommand.class,
      TrainingCommand.class,
      GemmCommand.class,
      TablesCommand.class,
      PredictionCommand.class,
      CostCommand.class,
      ElementwiseCommand.class,
      OptimizersCommand.class,
      LossesCommand.class,
      PluginCommand.class,
      FormulasCommand.class,
      ServeCommand.class
    })
public final class Bench {
  private Bench() {}

  /** Returns the folder of nn-bench. */
  static Path home() {
    return Path.of(System.getProperty("nn.bench.home", "nn-bench")).toAbsolutePath();
  }

  /** Runs a measurement; without one it prints which there are. */
  public static void main(String[] arguments) {
    CommandLine line = new CommandLine(new Bench());
    if (arguments.length == 0) {
      line.usage(System.out);
      return;
    }
    line.setExecutionStrategy(
        parsed -> {
          if (!ChildJvm.isChild()
              && parsed.asCommandLineList().stream().noneMatch(CommandLine::isUsageHelpRequested)) {
            System.out.println(Machine.describe());
            System.out.println();
          }
          return new CommandLine.RunLast().execute(parsed);
        });
    line.setExecutionExceptionHandler(
        (failure, command, parsed) -> {
          command.getErr().println("run: " + failure.getMessage());
          return command.getCommandSpec().exitCodeOnExecutionException();
        });
    System.exit(line.execute(arguments));
  }
}
