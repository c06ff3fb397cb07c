package org.nn4j.cli.command;

import org.slf4j.LoggerFactory;
import picocli.CommandLine.Option;

/** What every verb takes. */
final class CommonOptions {
  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Print this help.")
  private boolean help;

  @Option(names = "--json", description = "Print one JSON document, an error too.")
  private boolean json;

  @Option(names = "--stacktrace", description = "Print the stack trace of an error.")
  private boolean stacktrace;

  boolean json() {
    return json;
  }

  @Option(
      names = {"-v", "--verbose"},
      description = "Log what is done, to stderr.")
  private void verbose(boolean verbose) {
    if (verbose
        && LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME)
            instanceof ch.qos.logback.classic.Logger root) {
      root.setLevel(ch.qos.logback.classic.Level.INFO);
    }
  }
}
