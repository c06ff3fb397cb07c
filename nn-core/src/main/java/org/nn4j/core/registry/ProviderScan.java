package org.nn4j.core.registry;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.function.Consumer;
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
  private static final Pattern NOT_FOUND = Pattern.compile("Provider \\S+ not found");

  final List<CatalogEntry> entries = new ArrayList<>();
  final List<KernelsProvider> kernels = new ArrayList<>();
  final List<LoadFailure> failures = new ArrayList<>();

  /**
   * Collects the providers of every kind.
   *
   * @param jar the plug-in's file name; its loader's own classes alone are collected. Null for the
   *     framework's loader with its parents and modules
   */
  void scan(ClassLoader loader, @Nullable String jar) {
    for (Kind kind : Kind.values()) {
      scan(kind.type(), kind, loader, jar, part -> entries.add(CatalogEntry.of(kind, part)));
    }
    scan(KernelsProvider.class, null, loader, jar, kernels::add);
  }

  private <S> void scan(
      Class<S> service,
      @Nullable Kind kind,
      ClassLoader loader,
      @Nullable String jar,
      Consumer<S> use) {
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
        if (jar == null || loader.equals(provider.type().getClassLoader())) {
          use.accept(provider.get());
        }
      } catch (ServiceConfigurationError
          | LinkageError
          | AssertionError
          | StackOverflowError
          | RuntimeException e) {
        failed++;
        failures.add(new LoadFailure(kind, name == null ? provider(e) : name, jar, reason(e)));
      }
    }
  }

  /** Returns the class that an error of ServiceLoader itself tells in its message alone. */
  private static @Nullable String provider(Throwable error) {
    String message = String.valueOf(error.getMessage());
    if (error instanceof UnsupportedClassVersionError || error instanceof ClassFormatError) {
      int end = message.indexOf(' ');
      return end < 0 ? null : message.substring(0, end).replace('/', '.');
    }
    Matcher matcher = PROVIDER.matcher(message);
    return error instanceof ServiceConfigurationError && matcher.find() ? matcher.group(1) : null;
  }

  private static String reason(Throwable error) {
    String message = String.valueOf(error.getMessage());
    if (error instanceof ServiceConfigurationError) {
      if (error.getCause() != null) {
        return reason(error.getCause());
      }
      return NOT_FOUND.matcher(message).find()
          ? ClassNotFoundException.class.getSimpleName()
          : Names.oneLine(message);
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
}
