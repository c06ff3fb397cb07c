package org.nn4j.cli.command;

import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.nn4j.cli.report.Console;
import org.nn4j.core.InputException;
import org.nn4j.experiment.document.Json;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/**
 * The base of all verbs. (Inherited, not mixed in: picocli would create the objects that mixins
 * belong to at once, and with them the injector, even for {@code nn --version}.)
 */
@SuppressWarnings("UnusedVariable") // flags that picocli itself handles
abstract class Verb implements Callable<Integer> {
  static final String VERBOSE = "--verbose";

  private final Console console;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Print this help.")
  private boolean help;

  @Option(names = "--json", description = "Print one JSON document, an error too.")
  private boolean json;

  @Option(names = "--stacktrace", description = "Print the stack trace of an error.")
  private boolean stacktrace;

  @Option(
      names = {"-v", VERBOSE},
      description = "Log what is done, to stderr.")
  private boolean verbose;

  Verb(Console console) {
    this.console = console;
  }

  final Console console() {
    return console;
  }

  /**
   * Declares all files that the verb reads and writes, as its command line names them.
   *
   * @throws org.nn4j.core.InputException if what names them is wrong
   */
  FileUses files() {
    return new FileUses();
  }

  /**
   * Creates what flags describe.
   *
   * @throws InputException if their values are refused
   */
  static <T> T fromFlags(Supplier<T> maker) {
    try {
      return maker.get();
    } catch (IllegalArgumentException e) {
      throw new InputException(String.valueOf(e.getMessage()), e);
    }
  }

  /** Prints a result in the form asked for and returns the exit code of success. */
  final int print(Supplier<Map<String, Object>> document, Supplier<String> text) {
    return write(document, out -> console.print(text.get()));
  }

  /**
   * Prints a result in the form asked for, and returns the exit code: that of failure if something
   * could not be written beside it.
   *
   * @param unwritten what could not be written, and why; the caller reports it
   */
  final int print(
      Supplier<Map<String, Object>> document, Supplier<String> text, List<String> unwritten) {
    if (unwritten.isEmpty()) {
      return print(document, text);
    }
    print(
        () -> {
          Map<String, Object> more = new LinkedHashMap<>(document.get());
          more.put("not_written", unwritten);
          return more;
        },
        text);
    return CommandLine.ExitCode.SOFTWARE;
  }

  /** Prints a result as {@link #print} does, one that is too long to be held as a text. */
  final int write(Supplier<Map<String, Object>> document, Consumer<PrintStream> text) {
    if (json) {
      console.print(Json.text(document.get()));
    } else {
      text.accept(console.out());
    }
    return CommandLine.ExitCode.OK;
  }
}
