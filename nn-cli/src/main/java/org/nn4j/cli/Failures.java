package org.nn4j.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.nn4j.cli.config.FlagSynonyms;
import org.nn4j.cli.report.Console;
import org.nn4j.cli.report.Json;
import org.nn4j.cli.run.InterruptedRunException;
import org.nn4j.core.InputException;
import org.nn4j.core.NnException;
import org.nn4j.core.registry.NearNames;
import org.nn4j.core.registry.PluginLoader;
import org.nn4j.core.training.DivergenceException;
import org.nn4j.core.training.TensorRange;
import picocli.CommandLine;

/** Tells users of failures: one line, or one JSON document, and the exit code. */
final class Failures {
  private static final int FAILED = CommandLine.ExitCode.SOFTWARE;
  private static final int WRONG_INPUT = CommandLine.ExitCode.USAGE;

  private static final String QUOTED = " A pattern of files stands in quotes: --data 'part-*.csv'.";

  private final List<String> arguments;
  private final Console console;

  Failures(List<String> arguments, Console console) {
    this.arguments = arguments;
    this.console = console;
  }

  /** Reports a command line that cannot be understood. */
  int usage(CommandLine.ParameterException e) {
    CommandLine line = e.getCommandLine();
    String command = line.getCommandSpec().qualifiedName();
    // A mistyped flag comes first: it is likely the required one that is missing too.
    List<String> unmatched = line.getUnmatchedArguments();
    if (!unmatched.isEmpty()) {
      return tell(
          e, unmatched(line, unmatched.get(0)) + " See " + command + " --help.", WRONG_INPUT);
    }
    String message = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
    return tell(e, message + "; see " + command + " --help", WRONG_INPUT);
  }

  /** Tells what is wrong with a word, as sentences, with the near ones that there are. */
  private String unmatched(CommandLine line, String word) {
    String command = line.getCommandSpec().qualifiedName();
    if (word.startsWith("-")) {
      String flag = word.split("=", 2)[0];
      Set<String> flags = line.getCommandSpec().optionsMap().keySet();
      String elsewhere = FlagSynonyms.onCommandLine(flag, value(word), flags::contains);
      return command
          + " has no flag "
          + flag
          + (elsewhere == null ? NearNames.suggestion(flag, flags) : "; write " + elsewhere + ".");
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
    String message = String.valueOf(e.getMessage());
    if (e instanceof InputException || e instanceof IllegalArgumentException) {
      return tell(e, message, WRONG_INPUT);
    }
    if (e instanceof InterruptedRunException interrupted) {
      return tell(e, message, interrupted.code());
    }
    if (e instanceof NnException) {
      return tell(e, message, FAILED);
    }
    Optional<String> missing = PluginLoader.missing(e);
    if (missing.isPresent()) {
      return tell(e, missing.get(), WRONG_INPUT);
    }
    if (e instanceof OutOfMemoryError) {
      return tell(
          e,
          "out of memory: Java may use "
              + (Runtime.getRuntime().maxMemory() >> 20)
              + " MB; a smaller network, batch or file needs less, NN_JAVA_OPTS=-Xmx16g allows"
              + " 16 GB",
          FAILED);
    }
    return tell(
        e,
        "unexpected "
            + e
            + "; this is a fault of nn4j or of a plug-in: please report it with what"
            + " --stacktrace shows",
        FAILED);
  }

  /** Reports that results did not arrive. */
  int unwritten(IOException e) {
    console.error("standard output cannot be written: " + e.getMessage());
    return WRONG_INPUT;
  }

  private int tell(Throwable e, String message, int code) {
    console.endProgress();
    if (arguments.contains("--stacktrace")) {
      e.printStackTrace(console.err());
    }
    if (arguments.contains("--json")) {
      console.out().print(Json.text(Map.of("error", error(e, message))));
    } else {
      console.error(message);
    }
    return code;
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
