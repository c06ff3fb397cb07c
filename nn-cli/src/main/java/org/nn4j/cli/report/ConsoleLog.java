package org.nn4j.cli.report;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import org.slf4j.LoggerFactory;

/**
 * Writes what nn4j logs to a console while a command runs, so that it does not run into the
 * progress line: warnings as they are, other messages with level and origin.
 */
public final class ConsoleLog implements AutoCloseable {
  /** What nn4j's loggers start with. */
  private static final String ROOT = "org.nn4j";

  private final Logger logger;
  private final Lines lines;
  private final boolean additive;

  private ConsoleLog(Logger logger, Lines lines) {
    this.logger = logger;
    this.lines = lines;
    this.additive = logger.isAdditive();
  }

  /** Redirects the log to a console. */
  public static ConsoleLog to(Console console) {
    // Logback is the one binding that nn-cli comes with.
    Logger logger = (Logger) LoggerFactory.getLogger(ROOT);
    ConsoleLog log = new ConsoleLog(logger, new Lines(console));
    log.lines.setContext(logger.getLoggerContext());
    log.lines.start();
    logger.setAdditive(false);
    logger.addAppender(log.lines);
    return log;
  }

  /** Restores the log. */
  @Override
  public void close() {
    logger.detachAppender(lines);
    logger.setAdditive(additive);
    lines.stop();
  }

  private static final class Lines extends AppenderBase<ILoggingEvent> {
    private final Console console;

    Lines(Console console) {
      this.console = console;
    }

    @Override
    protected void append(ILoggingEvent event) {
      String origin = event.getLoggerName().substring(event.getLoggerName().lastIndexOf('.') + 1);
      console.warn(
          event.getLevel().isGreaterOrEqual(Level.WARN)
              ? event.getFormattedMessage()
              : event.getLevel() + " " + origin + ": " + event.getFormattedMessage());
    }
  }
}
