package org.nn4j.core.registry;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.nn4j.api.KernelsProvider;

/** Collects the providers that ServiceLoader finds; a broken one costs no other. */
final class ProviderScan {
  /** Bounds a run of failures, lest a ServiceLoader that makes no progress be asked for ever. */
  private static final int MOST_FAILURES = 1000;

  private static final Pattern PROVIDER =
      Pattern.compile(": (?:Provider |class )?([\\w.$]+) (?:not|is|could|Unable) ");

  final List<CatalogEntry> entries = new ArrayList<>();
  final List<KernelsProvider> kernels = new ArrayList<>();
  final List<LoadFailure> failures = new ArrayList<>();
  private final Duration limit;

  /**
   * Creates a scan.
   *
   * @param limit how long a provider that is not nn4j's own may take
   */
  ProviderScan(Duration limit) {
    this.limit = limit;
  }

  /** Collects the providers of every kind that a loader with its parents and modules has. */
  void scan(ClassLoader loader) {
    for (Kind kind : Kind.values()) {
      scan(kind.type(), kind, loader, entries, part -> CatalogEntry.of(kind, part));
    }
    scan(
        KernelsProvider.class,
        null,
        loader,
        kernels,
        k -> Origin.isBuiltIn(k.getClass()) ? k : new PluginKernels(k, limit));
  }

  private <S, R> void scan(
      Class<S> service,
      @Nullable Kind kind,
      ClassLoader loader,
      List<R> made,
      Function<? super S, R> use) {
    Iterator<ServiceLoader.Provider<S>> found =
        ServiceLoader.load(service, loader).stream().iterator();
    int failed = 0;
    while (failed < MOST_FAILURES) {
      String name = null;
      try {
        if (!found.hasNext()) {
          return;
        }
        ServiceLoader.Provider<S> provider = found.next();
        failed = 0;
        name = provider.type().getName();
        made.add(
            Origin.isBuiltIn(provider.type())
                ? use.apply(provider.get())
                : Watched.start(name, loader, limit, () -> use.apply(provider.get())).get());
      } catch (ServiceConfigurationError
          | LinkageError
          | AssertionError
          | StackOverflowError
          | ExecutionException
          | RuntimeException e) {
        failed++;
        String fault = LoadFailure.reason(e);
        failures.add(new LoadFailure(kind, name == null ? provider(e) : name, null, fault));
      } catch (TimeoutException e) {
        failures.add(new LoadFailure(kind, name, null, String.valueOf(e.getMessage())));
      }
    }
  }

  /** Returns the class that an error of ServiceLoader itself names in its message alone. */
  private static @Nullable String provider(Throwable error) {
    String message = String.valueOf(error.getMessage());
    if (error instanceof UnsupportedClassVersionError || error instanceof ClassFormatError) {
      int end = message.indexOf(' ');
      return end < 0 ? null : message.substring(0, end).replace('/', '.');
    }
    Matcher matcher = PROVIDER.matcher(message);
    return error instanceof ServiceConfigurationError && matcher.find() ? matcher.group(1) : null;
  }
}
