package org.nn4j.cli.command;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import org.nn4j.cli.report.ConsoleLog;
import org.nn4j.core.InputException;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.ParseResult;

/** Runs a verb: gives it its command line, and sends the log to its console, at its level. */
final class Execution implements CommandLine.IExecutionStrategy {
  private final CommandLine.IExecutionStrategy plain = new CommandLine.RunLast();

  @Override
  public int execute(ParseResult parsed) {
    // With --help picocli accepts words that it does not know, as in nn trian --help.
    if (!parsed.unmatched().isEmpty()) {
      throw new CommandLine.UnmatchedArgumentException(
          parsed.commandSpec().commandLine(), parsed.unmatched());
    }
    ParseResult verb = parsed;
    while (verb.hasSubcommand()) {
      verb = verb.subcommand();
    }
    if (verb.commandSpec().userObject() instanceof SettingsVerb settings) {
      settings.parsed(verb);
    }
    if (verb.isUsageHelpRequested()
        || !(verb.commandSpec().userObject() instanceof Verb command)
        || !(LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME) instanceof Logger root)) {
      return plain.execute(parsed);
    }
    Level usual = root.getLevel();
    ConsoleLog log = ConsoleLog.to(command.console());
    try {
      root.setLevel(verb.hasMatchedOption(Verb.VERBOSE) ? Level.INFO : usual);
      requireApart(command, verb);
      return plain.execute(parsed);
    } finally {
      root.setLevel(usual);
      log.close();
    }
  }

  /** Requires that the verb writes no file that it reads, before it does anything. */
  private static void requireApart(Verb command, ParseResult verb) {
    try {
      command.files().requireApart();
    } catch (InputException e) {
      throw new CommandLine.ExecutionException(
          verb.commandSpec().commandLine(), String.valueOf(e.getMessage()), e);
    }
  }
}
