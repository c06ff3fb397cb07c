package org.nn4j.core.registry;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.nn4j.api.KernelsProvider;

/**
 * Collects the providers that ServiceLoader finds, of each kind when it is first asked for: most
 * programs need few. A broken provider does not affect others.
 */
final class ProviderScan {
  /**
   * Parts of a kind on the path.
   *
   * @param own nn4j's
   * @param others those that are not
   * @param failures what could not be made
   */
  record Found(List<CatalogEntry> own, List<CatalogEntry> others, List<LoadFailure> failures) {}

  /** The limit of failures in a row, in case a ServiceLoader makes no progress. */
  private static final int MOST_FAILURES = 1000;

  private static final Pattern PROVIDER =
      Pattern.compile(": (?:Provider |class )?([\\w.$]+) (?:not|is|could|Unable) ");

  private final ClassLoader loader;
  private final Duration limit;
  private final Map<Kind, Found> found = new EnumMap<>(Kind.class);

  /** Why jars are not for this nn4j; each is opened once, however many providers it has. */
  private final Map<Path, Optional<String>> misfits = new ConcurrentHashMap<>();

  /**
   * Creates a scan.
   *
   * @param loader where providers are looked for, with its parents and modules
   * @param limit how long a provider that is not nn4j's own may take
   */
  ProviderScan(ClassLoader loader, Duration limit) {
    this.loader = loader;
    this.limit = limit;
  }

  /** Returns a scan that has found nothing. */
  static ProviderScan ofNothing() {
    ProviderScan scan = new ProviderScan(ProviderScan.class.getClassLoader(), Watched.LIMIT);
    for (Kind kind : Kind.values()) {
      scan.found.put(kind, new Found(List.of(), List.of(), List.of()));
    }
    return scan;
  }

  /** Returns what was found of the kinds that have been asked for. */
  synchronized List<Found> soFar() {
    return List.copyOf(found.values());
  }

  /** Returns the parts of a kind, which are looked for once. */
  synchronized Found of(Kind kind) {
    Found known = found.get(kind);
    if (known == null) {
      List<CatalogEntry> own = new ArrayList<>();
      List<CatalogEntry> others = new ArrayList<>();
      List<LoadFailure> failures = new ArrayList<>();
      List<CatalogEntry> entries = new ArrayList<>();
      scan(
          kind.type(),
          kind,
          entries,
          failures,
          part ->
              Origin.isBuiltIn(part.getClass())
                  ? CatalogEntry.ofOwn(kind, part)
                  : CatalogEntry.of(kind, part));
      for (CatalogEntry entry : entries) {
        (entry.builtIn() ? own : others).add(entry);
      }
      known = new Found(List.copyOf(own), List.copyOf(others), List.copyOf(failures));
      found.put(kind, known);
    }
    return known;
  }

  /**
   * Collects the providers of kernels.
   *
   * @param failures gets what could not be made
   */
  List<KernelsProvider> kernels(List<LoadFailure> failures) {
    List<KernelsProvider> kernels = new ArrayList<>();
    scan(
        KernelsProvider.class,
        null,
        kernels,
        failures,
        k -> Origin.isBuiltIn(k.getClass()) ? k : new PluginKernels(k, limit));
    return kernels;
  }

  private <S, R> void scan(
      Class<S> service,
      @Nullable Kind kind,
      List<R> made,
      List<LoadFailure> failures,
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
        boolean own = Origin.isBuiltIn(provider.type());
        String misfit = own ? null : misfit(provider.type());
        if (misfit != null) {
          failures.add(new LoadFailure(kind, name, Origin.of(provider.type()).name(), misfit));
          continue;
        }
        made.add(
            own
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

  /** Returns why a class's jar is not for this nn4j, or null. */
  private @Nullable String misfit(Class<?> type) {
    return Origin.path(type)
        .filter(Files::isRegularFile)
        .flatMap(
            jar ->
                misfits.computeIfAbsent(
                    jar, j -> Optional.ofNullable(ApiRange.problem(PluginJar.apiRange(j)))))
        .orElse(null);
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
