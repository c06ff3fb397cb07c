package org.nn4j.cli.command;

import org.nn4j.cli.report.ConsoleLog;
import org.nn4j.core.InputException;
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
    if (verb.isUsageHelpRequested() || !(verb.commandSpec().userObject() instanceof Verb command)) {
      return plain.execute(parsed);
    }
    ConsoleLog log = ConsoleLog.to(command.console(), verb.hasMatchedOption(Verb.VERBOSE));
    try {
      requireApart(command, verb);
      return plain.execute(parsed);
    } finally {
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
