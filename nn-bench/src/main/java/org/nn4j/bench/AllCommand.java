package org.nn4j.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.nn4j.bench.measure.Processor;
import org.nn4j.bench.measure.Reports;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code run all}. */
@Command(
    name = "all",
    description =
        "All measurements, on each of several JDKs, the most telling first; writes the page of this"
            + " kind of processor. With two JDKs about 25 minutes.",
    mixinStandardHelpOptions = true)
final class AllCommand implements Callable<Integer> {
  @Option(
      names = "--jdk",
      paramLabel = "HOME",
      description = "Folder of a JDK; may be given several times (default: the one that runs).")
  private List<Path> jdks = List.of(Path.of(System.getProperty("java.home")));

  @Option(
      names = "--data-dir",
      paramLabel = "DIR",
      description = "Folder of Fashion-MNIST's four IDX files; without it no training on images.")
  private @Nullable Path images;

  @Option(names = "--tables-dir", paramLabel = "DIR", description = "As --data-dir of tables.")
  private @Nullable Path tables;

  @Option(
      names = "--page",
      paramLabel = "FILE",
      description = "What to write (default: docs/performance/KIND.md).")
  private @Nullable Path page;

  @Spec private CommandSpec spec = CommandSpec.create();

  /**
   * A measurement.
   *
   * @param title of its section
   * @param arguments of {@code nn-bench/run}
   * @param data arguments that name folders of this machine
   * @param again what is added on all JDKs but the first
   */
  private record Measurement(String title, String arguments, List<String> data, String again) {
    Measurement(String title, String arguments) {
      this(title, arguments, List.of(), "");
    }

    Measurement(String title, String arguments, List<String> data) {
      this(title, arguments, data, "");
    }

    List<String> all(boolean first) {
      List<String> all = new ArrayList<>(List.of(arguments.split(" ", -1)));
      all.addAll(data);
      if (!first && !again.isEmpty()) {
        all.addAll(List.of(again.split(" ", -1)));
      }
      return all;
    }
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    Processor processor = Processor.here();
    Path folder = Bench.home().resolveSibling("docs").resolve("performance");
    Path file = page == null ? folder.resolve(processor.kind() + ".md") : page.toAbsolutePath();
    Files.createDirectories(file.getParent());
    StringBuilder text = new StringBuilder(head(processor));
    int code = 0;
    for (Measurement measurement : measurements()) {
      List<String> reports = new ArrayList<>();
      List<String> failures = new ArrayList<>();
      for (int i = 0; i < jdks.size(); i++) {
        List<String> arguments = measurement.all(i == 0);
        if (measurement.title.equals("Cost")) {
          String figure = processor.kind() + "-cost-" + version(jdks.get(i)) + ".svg";
          Collections.addAll(arguments, "--figure", file.resolveSibling(figure).toString());
        }
        StringBuilder report = new StringBuilder();
        int ended = run(jdks.get(i), arguments, report);
        reports.add(withoutMachine(report.toString()));
        if (ended != 0) {
          failures.add("JDK " + version(jdks.get(i)) + " ended with exit code " + ended + ".\n\n");
          code = 1;
        }
      }
      text.append("## ").append(measurement.title).append("\n\n<!-- nn-bench/run ");
      text.append(measurement.arguments).append(" -->\n\n");
      text.append(Reports.joined(reports));
      failures.forEach(text::append);
      Files.writeString(file, text.toString().stripTrailing() + "\n");
    }
    spec.commandLine().getErr().println("run: wrote " + file);
    return code;
  }

  private String head(Processor processor) throws IOException {
    List<String> versions = new ArrayList<>();
    for (Path jdk : jdks) {
      versions.add(version(jdk));
    }
    return "# "
        + processor.name()
        + " ("
        + processor.kind()
        + ")\n\nWritten by `nn-bench/run all`; [how it is measured](../performance.md). Where a cell"
        + " has several values, they are of JDK "
        + String.join(" / ", versions)
        + ".\n\n";
  }

  private List<Measurement> measurements() {
    List<String> data =
        images == null
            ? List.of("--workloads", "five,wide")
            : List.of("--data-dir", images.toString());
    List<String> csv = tables == null ? List.of() : List.of("--data-dir", tables.toString());
    return List.of(
        new Measurement("Machine", "machine"),
        new Measurement(
            "Training, one thread", "training --rounds 3 --seconds 0.6 --threads 1", data),
        new Measurement(
            "Training, two threads",
            "training --rounds 3 --seconds 0.6 --threads 2 --against libtorch,djl",
            data),
        new Measurement("Matrix products", "gemm --batches 16,128,512 --widths 10,64,256,1024"),
        new Measurement("Tables", "tables --rounds 1 --limit 60", csv, "--against none"),
        new Measurement("Prediction", "prediction"),
        new Measurement("Cost", "cost"),
        new Measurement("Element-wise functions", "elementwise"),
        new Measurement("Optimizers", "optimizers"),
        new Measurement("Activations of two scalar functions", "plugin"));
  }

  /** Runs a measurement as a process of its own, so that a crash ends nothing else. */
  private int run(Path jdk, List<String> arguments, StringBuilder report)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(Bench.home().resolve("run").toString()));
    command.addAll(arguments);
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
    builder.environment().put("NN_JAVA_HOME", jdk.toString());
    Process process = builder.start();
    try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        spec.commandLine().getOut().println(line);
        report.append(line).append('\n');
      }
    }
    return process.waitFor();
  }

  /** The first line says which machine it was, as the page does. */
  private static String withoutMachine(String report) {
    int end = report.indexOf("\n\n");
    return end < 0 ? "" : report.substring(end);
  }

  private static String version(Path jdk) throws IOException {
    Properties release = new Properties();
    try (BufferedReader file = Files.newBufferedReader(jdk.resolve("release"))) {
      release.load(file);
    }
    return release.getProperty("JAVA_VERSION", "unknown").replace("\"", "");
  }
}
