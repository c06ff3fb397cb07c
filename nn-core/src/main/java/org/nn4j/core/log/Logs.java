package org.nn4j.core.log;

import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.helpers.NOPLogger;
import org.slf4j.spi.SLF4JServiceProvider;

/**
 * SLF4J's loggers, if the program has a provider; else silent ones, where SLF4J itself would
 * complain on standard error that it has no provider.
 */
public final class Logs {
  private static final boolean PROVIDED = provided();

  private Logs() {}

  /** Returns a class's logger. */
  public static Logger of(Class<?> type) {
    return PROVIDED ? LoggerFactory.getLogger(type) : NOPLogger.NOP_LOGGER;
  }

  /** Looks where SLF4J looks. */
  private static boolean provided() {
    if (System.getProperty(LoggerFactory.PROVIDER_PROPERTY_KEY) != null) {
      return true;
    }
    try {
      return ServiceLoader.load(SLF4JServiceProvider.class, LoggerFactory.class.getClassLoader())
          .stream()
          .findAny()
          .isPresent();
    } catch (ServiceConfigurationError e) {
      return true; // SLF4J reports it
    }
  }
}
