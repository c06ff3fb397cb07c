package org.nn4j.cli.command;

import picocli.CommandLine.Option;

/** What every verb takes. */
final class CommonOptions {
  static final String VERBOSE = "--verbose";

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
      names = {"-v", VERBOSE},
      description = "Log what is done, to stderr.")
  private boolean verbose;
}
