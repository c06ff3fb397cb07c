package org.nn4j.cli.report;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxy;
import ch.qos.logback.core.AppenderBase;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/**
 * Where the log goes, that of plug-ins too: to standard error, since standard output belongs to
 * results, and while a command runs, what nn4j logs to its console, so that it does not run into
 * the progress line. Warnings, and with {@code -v} what is done.
 */
public final class ConsoleLog implements AutoCloseable {
  /** What nn4j's loggers start with. */
  private static final String ROOT = "org.nn4j.";

  /** The log of the command that runs. */
  private static volatile @Nullable ConsoleLog current;

  private final Console console;
  private final @Nullable ConsoleLog before;
  private final @Nullable Logger root;
  private final @Nullable Level usual;

  private ConsoleLog(Console console) {
    this.console = console;
    this.before = current;
    // Logback is the one binding that nn-cli comes with; in a driver of Spark the log is Spark's.
    this.root =
        LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME) instanceof Logger logback ? logback : null;
    this.usual = root == null ? null : root.getLevel();
  }

  /**
   * Redirects the log to a console.
   *
   * @param verbose whether more than warnings is logged
   */
  public static ConsoleLog to(Console console, boolean verbose) {
    ConsoleLog log = new ConsoleLog(console);
    log.setLevel(verbose ? Level.INFO : log.usual);
    current = log;
    return log;
  }

  /** Restores the log. */
  @Override
  public void close() {
    current = before;
    setLevel(usual);
  }

  private void setLevel(@Nullable Level level) {
    if (root != null) {
      root.setLevel(level);
    }
  }

  /** Logback's way to the console. */
  static final class Lines extends AppenderBase<ILoggingEvent> {
    @Override
    protected void append(ILoggingEvent event) {
      Level level = event.getLevel();
      String name = event.getLoggerName();
      String origin = name.substring(name.lastIndexOf('.') + 1);
      String message = event.getFormattedMessage();
      ConsoleLog log = current;
      if (log != null && name.startsWith(ROOT)) {
        boolean warning = level.isGreaterOrEqual(Level.WARN);
        log.console.warn(warning ? message : level + " " + origin + ": " + message);
        return;
      }
      StringBuilder lines = new StringBuilder("nn: ").append(level);
      lines.append(level.toString().length() < 5 ? "  " : " ").append(origin).append(": ");
      lines.append(message).append(System.lineSeparator());
      if (event.getThrowableProxy() instanceof ThrowableProxy fault) {
        lines.append(Console.stackTrace(fault.getThrowable()));
      }
      byte[] bytes = lines.toString().getBytes(StandardCharsets.UTF_8);
      System.err.write(bytes, 0, bytes.length);
      System.err.flush();
    }
  }
}
