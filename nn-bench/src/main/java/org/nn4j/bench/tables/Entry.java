package org.nn4j.bench.tables;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A contestant on a table: how its process is started, and what came out, round by round. */
final class Entry {
  /** Of a process that says what is not installed, and how to get it. */
  private static final int NOT_INSTALLED = 3;

  private static final Pattern ERROR = Pattern.compile("\"error\" ?: ?([-+.eE0-9]+)");
  private static final Pattern DESCRIPTION = Pattern.compile("\"description\" ?: ?\"([^\"]*)\"");

  private final String name;
  private final List<String> command;
  private final Map<String, String> environment;
  private final Function<String, Double> error;
  private final List<Double> seconds = new ArrayList<>();
  private String description;
  private double lastError = Double.NaN;
  private @Nullable String failure;
  private boolean late;

  private Entry(
      String name,
      List<String> command,
      Map<String, String> environment,
      Function<String, Double> error) {
    this.name = name;
    this.description = name;
    this.command = command;
    this.environment = environment;
    this.error = error;
  }

  /** nn4j's: {@code nn train} with the task and nothing else. */
  static Entry nn4j(TableFiles table, String launcher, String java, String model) {
    String measure = table.classes() ? "accuracy" : "r2";
    Pattern pattern = Pattern.compile("\"" + measure + "\" : ([-+.eE0-9]+)");
    List<String> command = new ArrayList<>(List.of(launcher, "train", "--json"));
    command.addAll(List.of("--data", table.train().toString(), "--target", TableFiles.TARGET));
    command.addAll(List.of("--test", table.test().toString(), "--model", model));
    command.addAll(List.of("--task", table.classes() ? "classification" : "regression"));
    return new Entry(
        "nn4j", command, Map.of("NN_JAVA_HOME", java), output -> 1 - first(pattern, output));
  }

  /** Another's: a process that prints its error and what it is. */
  static Entry of(TableFiles table, String name, List<String> program, String model) {
    List<String> command = new ArrayList<>(program);
    command.addAll(List.of(name, table.train().toString(), table.test().toString()));
    command.addAll(List.of(table.classes() ? "classification" : "regression", model));
    return new Entry(name, command, Map.of(), output -> first(ERROR, output));
  }

  private static double first(Pattern pattern, String output) {
    Matcher matcher = pattern.matcher(output);
    if (!matcher.find()) {
      throw new IllegalStateException("the output has no " + pattern.pattern() + ": " + output);
    }
    return Double.parseDouble(matcher.group(1));
  }

  List<String> command() {
    return command;
  }

  Map<String, String> environment() {
    return environment;
  }

  /** Takes a run into account; one that failed or was ended is the last. */
  void add(WholeRun run) {
    if (!run.inTime()) {
      late = true;
      failure = "ended after " + Math.round(run.seconds()) + " s";
    } else if (run.exitCode() == NOT_INSTALLED) {
      failure = run.errors().strip();
    } else if (run.exitCode() != 0) {
      failure =
          "failed: exit code "
              + run.exitCode()
              + ", "
              + run.errors().lines().reduce("", (before, line) -> line.isBlank() ? before : line);
    } else {
      seconds.add(run.seconds());
      lastError = error.apply(run.output());
      Matcher matcher = DESCRIPTION.matcher(run.output());
      description = name.equals("nn4j") || !matcher.find() ? name : matcher.group(1);
    }
  }

  /** Records that the process could not be started, or what it printed not be read. */
  void failed(String reason) {
    failure = "failed: " + reason;
  }

  /** Returns whether it goes on. */
  boolean runs() {
    return failure == null;
  }

  /** Returns whether nothing went wrong; to be too slow is a result. */
  boolean lasted() {
    return failure == null || late;
  }

  @Nullable String failure() {
    return failure == null ? null : name + " " + failure;
  }

  String description() {
    return description;
  }

  double[] seconds() {
    return seconds.stream().mapToDouble(Double::doubleValue).toArray();
  }

  double error() {
    return lastError;
  }
}
