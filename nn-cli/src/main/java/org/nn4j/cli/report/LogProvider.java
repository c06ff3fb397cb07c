package org.nn4j.cli.report;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.ILoggerFactory;
import org.slf4j.IMarkerFactory;
import org.slf4j.Marker;
import org.slf4j.event.Level;
import org.slf4j.helpers.BasicMarkerFactory;
import org.slf4j.helpers.LegacyAbstractLogger;
import org.slf4j.helpers.MessageFormatter;
import org.slf4j.helpers.NOPMDCAdapter;
import org.slf4j.spi.MDCAdapter;
import org.slf4j.spi.SLF4JServiceProvider;

/**
 * SLF4J's loggers, which write to {@link ConsoleLog}. Not a library's: the usual ones read a
 * configuration before the first message, which takes longer than all else before a command runs.
 */
public final class LogProvider implements SLF4JServiceProvider {
  private final Map<String, Lines> loggers = new ConcurrentHashMap<>();
  private final ILoggerFactory factory = name -> loggers.computeIfAbsent(name, Lines::new);
  private final IMarkerFactory markers = new BasicMarkerFactory();
  private final MDCAdapter context = new NOPMDCAdapter();

  /** Creates the provider, for ServiceLoader. */
  public LogProvider() {}

  @Override
  public void initialize() {}

  @Override
  public ILoggerFactory getLoggerFactory() {
    return factory;
  }

  @Override
  public IMarkerFactory getMarkerFactory() {
    return markers;
  }

  @Override
  public MDCAdapter getMDCAdapter() {
    return context;
  }

  @Override
  public String getRequestedApiVersion() {
    return "2.0.99"; // any 2.0
  }

  private static final class Lines extends LegacyAbstractLogger {
    private static final long serialVersionUID = 1;

    Lines(String name) {
      this.name = name;
    }

    @Override
    public boolean isTraceEnabled() {
      return ConsoleLog.isEnabled(name, Level.TRACE);
    }

    @Override
    public boolean isDebugEnabled() {
      return ConsoleLog.isEnabled(name, Level.DEBUG);
    }

    @Override
    public boolean isInfoEnabled() {
      return ConsoleLog.isEnabled(name, Level.INFO);
    }

    @Override
    public boolean isWarnEnabled() {
      return ConsoleLog.isEnabled(name, Level.WARN);
    }

    @Override
    public boolean isErrorEnabled() {
      return ConsoleLog.isEnabled(name, Level.ERROR);
    }

    @Override
    protected void handleNormalizedLoggingCall(
        Level level,
        @Nullable Marker marker,
        String pattern,
        Object @Nullable [] arguments,
        @Nullable Throwable fault) {
      ConsoleLog.write(name, level, MessageFormatter.basicArrayFormat(pattern, arguments), fault);
    }

    @Override
    protected @Nullable String getFullyQualifiedCallerName() {
      return null;
    }
  }
}
