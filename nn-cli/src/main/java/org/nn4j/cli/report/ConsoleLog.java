package org.nn4j.cli.report;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.slf4j.event.Level;

/**
 * Where the log goes, that of plug-ins too: to standard error, since standard output belongs to
 * results, and while a command runs, what nn4j logs to its console, so that it does not run into
 * the progress line. Warnings, and with {@code -v} what is done.
 */
public final class ConsoleLog implements AutoCloseable {
  /** What nn4j's loggers start with. */
  private static final String ROOT = "org.nn4j.";

  /** Making a cache of a large table takes its time. */
  private static final String TOLD = "org.nn4j.core.data.cache.TableCache";

  /** The log of the command that runs. */
  private static volatile @Nullable ConsoleLog current;

  private final Console console;
  private final boolean verbose;
  private final @Nullable ConsoleLog before;

  private ConsoleLog(Console console, boolean verbose) {
    this.console = console;
    this.verbose = verbose;
    this.before = current;
  }

  /**
   * Redirects the log to a console.
   *
   * @param verbose whether more than warnings is logged
   */
  public static ConsoleLog to(Console console, boolean verbose) {
    ConsoleLog log = new ConsoleLog(console, verbose);
    current = log;
    return log;
  }

  /** Restores the log. */
  @Override
  public void close() {
    current = before;
  }

  /** Returns whether messages of a level are logged. */
  static boolean isEnabled(String logger, Level level) {
    ConsoleLog log = current;
    boolean told = (log != null && log.verbose) || logger.equals(TOLD);
    return level.toInt() >= (told ? Level.INFO : Level.WARN).toInt();
  }

  /** Logs a message. */
  static synchronized void write(
      String logger, Level level, String message, @Nullable Throwable fault) {
    String origin = logger.substring(logger.lastIndexOf('.') + 1);
    ConsoleLog log = current;
    if (log != null && logger.startsWith(ROOT)) {
      boolean warning = level.toInt() >= Level.WARN.toInt();
      log.console.warn(warning ? message : level + " " + origin + ": " + message);
      return;
    }
    StringBuilder lines = new StringBuilder("nn: ").append(level).append(' ');
    if (level.toString().length() < Level.ERROR.toString().length()) {
      lines.append(' ');
    }
    lines.append(origin).append(": ").append(message).append(System.lineSeparator());
    if (fault != null) {
      lines.append(Console.stackTrace(fault));
    }
    byte[] bytes = lines.toString().getBytes(StandardCharsets.UTF_8);
    System.err.write(bytes, 0, bytes.length);
    System.err.flush();
  }
}
