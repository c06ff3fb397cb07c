package org.nn4j.cli.command;

import jakarta.inject.Inject;
import java.util.Locale;
import java.util.Map;
import org.nn4j.cli.bench.FiveBench;
import org.nn4j.cli.job.JobFactory;
import org.nn4j.cli.report.Console;
import picocli.CommandLine.Command;

/** {@code nn bench five}. */
@Command(
    name = "five",
    description =
        "Steps per second of a tiny network: five points, 2-5-3-1, full batch, sgd, float64.",
    footer = {"", "Example:", "  nn bench five"})
final class BenchFiveCommand extends BenchVerb {

  @Inject
  BenchFiveCommand(JobFactory workshop, Console console) {
    super(workshop, console);
  }

  @Override
  public Integer call() {
    FiveBench.Result result = open(FiveBench.class).run(threads());
    return print(
        () -> {
          Map<String, Object> document = document("five");
          document.put("steps_per_second", result.stepsPerSecond());
          document.put("loss", result.loss());
          return document;
        },
        () -> String.format(Locale.ROOT, "%,.0f steps/s%n", result.stepsPerSecond()));
  }
}
