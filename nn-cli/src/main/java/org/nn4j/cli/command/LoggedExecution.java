package org.nn4j.cli.command;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.ParseResult;

/** Runs a verb; where it is asked to be verbose, with the log turned up meanwhile. */
final class LoggedExecution implements CommandLine.IExecutionStrategy {
  private final CommandLine.IExecutionStrategy plain = new CommandLine.RunLast();

  @Override
  public int execute(ParseResult parsed) {
    ParseResult verb = parsed;
    while (verb.hasSubcommand()) {
      verb = verb.subcommand();
    }
    if (!verb.hasMatchedOption(CommonOptions.VERBOSE)
        || !(LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME) instanceof Logger root)) {
      return plain.execute(parsed);
    }
    Level usual = root.getLevel();
    root.setLevel(Level.INFO);
    try {
      return plain.execute(parsed);
    } finally {
      root.setLevel(usual);
    }
  }
}
