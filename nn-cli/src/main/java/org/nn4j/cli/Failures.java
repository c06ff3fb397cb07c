package org.nn4j.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.nn4j.cli.job.InterruptedRunException;
import org.nn4j.cli.job.SavedRunException;
import org.nn4j.cli.report.Console;
import org.nn4j.core.InputException;
import org.nn4j.core.MisfitException;
import org.nn4j.core.NnException;
import org.nn4j.core.data.TableStorage;
import org.nn4j.core.registry.PluginLoader;
import org.nn4j.core.text.NearNames;
import org.nn4j.core.training.DivergenceException;
import org.nn4j.core.training.DivergenceException.TensorRange;
import org.nn4j.experiment.config.FlagSynonyms;
import org.nn4j.experiment.document.Json;
import org.nn4j.experiment.plugin.PluginException;
import org.nn4j.formula.FormulaException;
import picocli.CommandLine;

/** Reports failures to users: in one line or one JSON document, and by the exit code. */
final class Failures {
  private static final int FAILED = CommandLine.ExitCode.SOFTWARE;
  private static final int WRONG_INPUT = CommandLine.ExitCode.USAGE;

  /** What Java says about a mapped file that has become shorter. */
  private static final String MAPPING = "unsafe memory access";

  /** What no flag has. */
  private static final Pattern FORMULA = Pattern.compile("^-[^=]*[*/^+(]");

  private static final String QUOTED = " A pattern of files stands in quotes: --data 'part-*.csv'.";

  private final List<String> arguments;
  private final Console console;
  private final Function<Throwable, Optional<PluginException>> blame;

  /**
   * Creates the reporter of a command line's failures.
   *
   * @param blame attributes a failure to a plug-in, or returns empty if none is to blame
   */
  Failures(
      List<String> arguments,
      Console console,
      Function<Throwable, Optional<PluginException>> blame) {
    this.arguments = arguments;
    this.console = console;
    this.blame = blame;
  }

  /** Reports a command line that cannot be understood. */
  int usage(CommandLine.ParameterException e) {
    CommandLine line = e.getCommandLine();
    String command = line.getCommandSpec().qualifiedName();
    // A mistyped flag comes first: it is probably the required one that seems missing.
    List<String> unmatched = line.getUnmatchedArguments();
    if (!unmatched.isEmpty()) {
      return tell(
          e, unmatched(line, unmatched.get(0)) + " See " + command + " --help.", WRONG_INPUT);
    }
    String message =
        String.valueOf(e.getMessage())
            .lines()
            .findFirst()
            .orElse("")
            .replaceFirst("is not an? (double|float)$", "is not a number")
            .replaceFirst("is not an? (int|long)$", "is not a whole number");
    return tell(e, message + "; see " + command + " --help", WRONG_INPUT);
  }

  /** Returns what is wrong with a word, as sentences, with similar ones that exist. */
  private String unmatched(CommandLine line, String word) {
    String command = line.getCommandSpec().qualifiedName();
    if (word.startsWith("-")) {
      String flag = word.split("=", 2)[0];
      Set<String> flags = line.getCommandSpec().optionsMap().keySet();
      String elsewhere = FlagSynonyms.onCommandLine(flag, value(word), flags::contains);
      return command
          + " has no flag "
          + flag
          + (elsewhere == null ? NearNames.suggestion(flag, flags) : "; write " + elsewhere + ".")
          + (line.getCommandSpec().positionalParameters().isEmpty() || !FORMULA.matcher(word).find()
              ? ""
              : " What starts with a minus stands behind --, last of all: -- \"" + word + "\".");
    }
    return line.getSubcommands().isEmpty()
        ? command
            + " has no use for '"
            + word
            + "'."
            + (Files.isRegularFile(Path.of(word)) && arguments.contains("--data") ? QUOTED : "")
        : "there is no '"
            + command
            + " "
            + word
            + "'"
            + NearNames.suggestion(word, line.getSubcommands().keySet());
  }

  /** Returns what was typed for a flag, after it or after its =, or null. */
  private @Nullable String value(String word) {
    int equals = word.indexOf('=');
    if (equals >= 0) {
      return word.substring(equals + 1);
    }
    int next = arguments.indexOf(word) + 1;
    return next > 0 && next < arguments.size() ? arguments.get(next) : null;
  }

  /** Reports a command that failed. */
  int report(Throwable e) {
    if (e instanceof SavedRunException saved) {
      Failure failure = failure(saved.failure());
      return tell(
          new Failure(
              failure.cause(), failure.message() + "; " + saved.getMessage(), failure.code()),
          Map.of("model", saved.model()));
    }
    return tell(failure(e), Map.of());
  }

  /**
   * What is reported of a failure.
   *
   * @param cause the exception whose details are reported
   */
  private record Failure(Throwable cause, String message, int code) {}

  private Failure failure(Throwable e) {
    String message = String.valueOf(e.getMessage());
    if (e instanceof InputException || e instanceof MisfitException) {
      return new Failure(e, message, WRONG_INPUT);
    }
    if (e instanceof InterruptedRunException interrupted) {
      return new Failure(e, message, interrupted.code());
    }
    if (e instanceof NnException) {
      return new Failure(e, message, FAILED);
    }
    Optional<String> missing = PluginLoader.missing(e);
    if (missing.isPresent()) {
      return new Failure(e, missing.get(), WRONG_INPUT);
    }
    if (e instanceof OutOfMemoryError) {
      long mebibytes = Runtime.getRuntime().maxMemory() >> 20;
      return new Failure(
          e,
          "out of memory: Java may use "
              + mebibytes
              + " MB; a smaller network or batch needs less, --memory-budget 1 keeps large data in a"
              + " file, NN_JAVA_OPTS=-Xmx"
              + 2 * mebibytes
              + "m allows twice as much",
          FAILED);
    }
    if (e instanceof InternalError && message.contains(MAPPING)) {
      return new Failure(
          e,
          "a file that was mapped into memory was cut short or its disk failed while it was read,"
              + " likely the cache of a table (*"
              + TableStorage.CACHE_SUFFIX
              + "); start again",
          FAILED);
    }
    return blame
        .apply(e)
        .map(plugin -> new Failure(plugin, String.valueOf(plugin.getMessage()), FAILED))
        .orElseGet(
            () ->
                new Failure(
                    e,
                    "unexpected "
                        + e
                        + "; this is a fault of nn4j: please report it with what --stacktrace"
                        + " shows",
                    FAILED));
  }

  /** Reports that results could not be written. */
  static int unwritten(IOException e, Console console) {
    console.error("standard output cannot be written: " + e.getMessage());
    return WRONG_INPUT;
  }

  private int tell(Throwable e, String message, int code) {
    return tell(new Failure(e, message, code), Map.of());
  }

  private int tell(Failure failure, Map<String, Object> more) {
    console.endProgress();
    if (arguments.contains("--stacktrace")) {
      console.trace(failure.cause);
    }
    if (arguments.contains("--json")) {
      Map<String, Object> error = error(failure.cause, failure.message);
      error.putAll(more);
      console.print(Json.text(Map.of("error", error)));
    } else {
      console.error(failure.message);
      formula(failure.cause).ifPresent(fault -> console.details(fault.marked()));
    }
    return failure.code;
  }

  /** Returns the fault in a formula that a failure is due to. */
  private static Optional<FormulaException> formula(Throwable e) {
    return Stream.iterate(e, Objects::nonNull, Throwable::getCause)
        .filter(FormulaException.class::isInstance)
        .map(FormulaException.class::cast)
        .findFirst();
  }

  private static Map<String, Object> error(Throwable e, String message) {
    Map<String, Object> error = new LinkedHashMap<>();
    error.put("message", message);
    if (e instanceof InputException input) {
      if (input.file() != null) {
        error.put("file", input.file());
      }
      if (input.line() > 0) {
        error.put("line", input.line());
      }
      if (input.column() > 0) {
        error.put("column", input.column());
      }
    }
    formula(e).ifPresent(fault -> error.put("index", fault.index()));
    if (e instanceof PluginException plugin) {
      Map<String, Object> part = new LinkedHashMap<>();
      if (plugin.kind() != null) {
        part.put("kind", plugin.kind());
        part.put("name", plugin.name());
      }
      part.put("class", plugin.type());
      part.put("jar", plugin.jar());
      error.put("plugin", part);
    }
    if (e instanceof InterruptedRunException interrupted && interrupted.checkpoint() != null) {
      error.put("checkpoint", interrupted.checkpoint());
    }
    if (e instanceof DivergenceException divergence) {
      error.put("epoch", divergence.epoch());
      error.put("batch", divergence.batch());
      error.put("layer", divergence.layer());
      error.put("phase", divergence.phase());
      error.put("lines", divergence.lines());
      if (!divergence.files().isEmpty()) {
        error.put("files", divergence.files());
      }
      putRange(error, divergence.range());
      if (divergence.checkpoint() != null) {
        error.put("checkpoint", divergence.checkpoint());
      }
    }
    return error;
  }

  private static void putRange(Map<String, Object> error, @Nullable TensorRange range) {
    if (range != null) {
      Map<String, Object> tensor = new LinkedHashMap<>();
      tensor.put("rows", range.rows());
      tensor.put("columns", range.columns());
      tensor.put("nan", range.nan());
      tensor.put("infinite", range.infinite());
      if (!Double.isNaN(range.least())) {
        tensor.put("least", range.least());
        tensor.put("greatest", range.greatest());
      }
      error.put("tensor", tensor);
    }
  }
}
