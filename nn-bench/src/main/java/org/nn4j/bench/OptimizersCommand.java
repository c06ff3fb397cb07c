package org.nn4j.bench;

import java.util.List;
import org.nn4j.bench.optimizer.OptimizerReport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code run optimizers}. */
@Command(
    name = "optimizers",
    description = "Optimizers' updates against a plain copy of as many bytes, one thread.",
    mixinStandardHelpOptions = true)
final class OptimizersCommand implements Runnable {
  @Option(
      names = "--parameters",
      split = ",",
      paramLabel = "N",
      description = "Numbers of parameters (default: 101770, of 784-128-10, and 8000000).")
  private List<Integer> parameters = List.of(101_770, 8_000_000);

  @Override
  public void run() {
    OptimizerReport.print(parameters, System.out);
  }
}
