package org.nn4j.cli.report;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.core.spi.ContextAwareBase;
import java.util.List;

/**
 * Logback's configuration, in code since reading one in XML takes as long as the rest of a start.
 * The system property {@code logback.configurationFile} has its file read instead.
 */
public final class LogConfigurator extends ContextAwareBase implements Configurator {
  private static final String FILE = "logback.configurationFile";

  /** Making a cache of a large table takes its time; a model that is served may become another. */
  private static final List<String> TOLD =
      List.of("org.nn4j.core.data.cache.TableCache", "org.nn4j.serve.ServedModels");

  /** Creates the configurator, for ServiceLoader. */
  public LogConfigurator() {}

  @Override
  public ExecutionStatus configure(LoggerContext context) {
    if (System.getProperty(FILE) != null) {
      return ExecutionStatus.INVOKE_NEXT_IF_ANY;
    }
    ConsoleLog.Lines lines = new ConsoleLog.Lines();
    lines.setContext(context);
    lines.start();
    Logger root = context.getLogger(Logger.ROOT_LOGGER_NAME);
    root.setLevel(Level.WARN);
    root.addAppender(lines);
    TOLD.forEach(name -> context.getLogger(name).setLevel(Level.INFO));
    return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
  }
}
