package org.nn4j.core.registry;

import java.lang.reflect.InvocationTargetException;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.concurrent.ExecutionException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.nn4j.core.text.Names;

/**
 * A provider, or a whole jar, that could not be loaded; the rest still is.
 *
 * @param kind the kind that the provider was declared as, or null if it is none of them or unknown
 * @param provider the provider's class, or null if it is unknown
 * @param jar the jar's file name, or null if it is unknown or part of the reason
 * @param reason what went wrong, in one line
 */
public record LoadFailure(
    @Nullable Kind kind, @Nullable String provider, @Nullable String jar, String reason) {
  private static final Pattern NOT_FOUND = Pattern.compile("(\\S+): Provider \\S+ not found");
  private static final Pattern CLASS_NAME = Pattern.compile("[\\w/$]+");

  /** What is wrong with a class that cannot be made a prototype. */
  static final String NO_CONSTRUCTOR = "needs a public no-argument constructor";

  /** Returns a sentence about an error that was met in loading. */
  static String reason(Throwable thrown) {
    Throwable error = cause(thrown);
    String message = String.valueOf(error.getMessage());
    if (error instanceof PluginClassLoader.Missing) {
      return message;
    }
    if (error instanceof NoSuchMethodException && message.endsWith(".<init>()")) {
      return NO_CONSTRUCTOR;
    }
    if (error instanceof ServiceConfigurationError) {
      Matcher service = NOT_FOUND.matcher(message);
      return service.find() ? noClass(service.group(1)) : Names.oneLine(message);
    }
    if (error instanceof UnsupportedClassVersionError version) {
      Optional<String> problem = JavaVersion.problem(version);
      if (problem.isPresent()) {
        return problem.get();
      }
    }
    String kind = error.getClass().getSimpleName();
    return error.getMessage() == null ? kind : kind + ": " + Names.oneLine(message);
  }

  /** Returns what is wrong where a service is said to be provided by a class that is not there. */
  static String noClass(String service) {
    return "no such class, though META-INF/services/" + service + " names it";
  }

  /** Returns {@link #reason(Throwable)}, and what to do where a plug-in lacks a class. */
  static String reason(Throwable thrown, PluginClassLoader loader) {
    Throwable error = cause(thrown);
    String message = String.valueOf(error.getMessage());
    // The JVM keeps the loader's own message only the first time.
    return error instanceof NoClassDefFoundError && CLASS_NAME.matcher(message).matches()
        ? loader.missing(message.replace('/', '.'))
        : reason(error);
  }

  /** Returns the root cause: the error without the exceptions that only wrap it. */
  private static Throwable cause(Throwable error) {
    Throwable cause = error.getCause();
    boolean wrapper =
        error instanceof ServiceConfigurationError
            || error instanceof ExecutionException
            || error instanceof InvocationTargetException
            || error instanceof ExceptionInInitializerError
            || cause instanceof PluginClassLoader.Missing;
    return cause != null && wrapper ? cause(cause) : error;
  }

  /** Returns {@code com.acme.Bad (acme.jar): reason}, without what is unknown. */
  @Override
  public String toString() {
    if (provider == null) {
      return jar == null ? reason : jar + ": " + reason;
    }
    return provider + (jar == null ? "" : " (" + jar + ")") + ": " + reason;
  }
}
