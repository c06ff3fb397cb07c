package org.nn4j.bench;

import java.nio.file.Path;
import java.util.List;
import org.nn4j.bench.optimizer.LossReport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code run losses}. */
@Command(
    name = "losses",
    description =
        "Training losses of small networks over time: optimizers over all rows, adam, and"
            + " scikit-learn's L-BFGS.",
    footer = {"", "Debian has scikit-learn as python3-sklearn."},
    mixinStandardHelpOptions = true)
final class LossesCommand implements Runnable {
  @Mixin private KernelsOption kernels = new KernelsOption();

  @Option(names = "--without-peer", description = "Leave scikit-learn out.")
  private boolean alone;

  @Override
  public void run() {
    kernels.choose();
    Path data = Bench.home().resolveSibling("examples").resolve("data");
    String script = Bench.home().resolve("optimizers/lbfgs.py").toString();
    LossReport.print(data, alone ? List.of() : List.of("/usr/bin/python3", script), System.out);
  }
}
