package org.nn4j.bench;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.nn4j.bench.training.TrainingReport;
import org.nn4j.bench.training.Workload;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code run training}. */
@Command(
    name = "training",
    description = "The same training by nn4j and by other libraries, in turn.",
    mixinStandardHelpOptions = true)
final class TrainingCommand implements Callable<Integer> {
  @Option(
      names = "--workloads",
      split = ",",
      paramLabel = "NAME",
      description = "Of five, mlp, deep and wide (default: all).")
  private List<String> workloads = List.of("five", "mlp", "deep", "wide");

  @Option(
      names = "--against",
      split = ",",
      paramLabel = "NAME",
      description = "Of libtorch, djl, deeplearning4j and smile (default: all).")
  private List<String> against = List.of("libtorch", "djl", "deeplearning4j", "smile");

  @Option(
      names = "--data-dir",
      paramLabel = "DIR",
      description = "Folder of Fashion-MNIST's four IDX files, for mlp and deep.")
  private @Nullable Path images;

  @Option(
      names = "--threads",
      split = ",",
      paramLabel = "N",
      description = "Threads of each library (default: 1,2).")
  private List<Integer> threads = List.of(1, 2);

  @Option(
      names = "--rounds",
      paramLabel = "N",
      description = "Rounds, of which medians are taken (default: ${DEFAULT-VALUE}).")
  private int rounds = 7;

  @Option(
      names = "--seconds",
      paramLabel = "N",
      description = "Seconds of a round (default: ${DEFAULT-VALUE}).")
  private double seconds = 1;

  @Override
  public Integer call() {
    TrainingReport report =
        new TrainingReport(Bench.home(), images, against, rounds, seconds, System.out);
    boolean lasted = true;
    for (String workload : workloads) {
      for (int count : threads) {
        lasted &= report.print(Workload.of(workload), count);
      }
    }
    return lasted ? 0 : 1;
  }
}
