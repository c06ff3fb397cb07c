package org.nn4j.experiment.plugin;

import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.nn4j.core.registry.Catalog;
import org.nn4j.core.registry.CatalogEntry;

/**
 * Finds out whether a plug-in is to blame for a failure: because its code was running, as the
 * classes on the stack show, or because the JVM complains of one of its classes.
 */
public final class PluginBlame {
  private final Catalog catalog;
  private List<CatalogEntry> foreign = List.of();

  /** Creates one for the plug-ins of a catalog. */
  public PluginBlame(Catalog catalog) {
    this.catalog = catalog;
  }

  /** Returns a failure as that of the plug-in to blame, or empty if there is none. */
  public Optional<PluginException> find(Throwable failure) {
    foreign = catalog.foreign();
    if (failure instanceof OutOfMemoryError) {
      return Optional.empty(); // the code that asked for memory last need not be what fills it
    }
    for (Throwable e = failure; e != null; e = e.getCause()) {
      List<StackTraceElement> stack = List.of(e.getStackTrace());
      for (int i = 0; i < stack.size(); i++) {
        StackTraceElement frame = stack.get(i);
        if (of(frame.getClassName()).isPresent() || loader(frame).isPresent()) {
          return Optional.of(of(failure, stack.subList(i, stack.size())));
        }
      }
      // If a class lacks a method, its caller is to blame.
      String message = e.getMessage();
      if (e instanceof LinkageError && message != null) {
        Optional<CatalogEntry> lacking =
            foreign.stream()
                .filter(entry -> message.contains(type(entry)))
                .max(Comparator.comparingInt(entry -> type(entry).length()));
        if (lacking.isPresent()) {
          return lacking.map(entry -> PluginException.of(entry, failure));
        }
      }
    }
    return Optional.empty();
  }

  /** Blames the topmost part on the stack, even if helper classes of its jar are above it. */
  private PluginException of(Throwable failure, List<StackTraceElement> stack) {
    StackTraceElement top = stack.get(0);
    Optional<CatalogEntry> loaded = loader(top);
    return stack.stream()
        .flatMap(frame -> of(frame.getClassName()).stream())
        .filter(
            entry -> loaded.isEmpty() || Objects.equals(loader(entry), top.getClassLoaderName()))
        .findFirst()
        .map(entry -> PluginException.of(entry, failure))
        .orElseGet(
            () ->
                PluginException.of(
                    top.getClassName(),
                    loaded.map(entry -> entry.origin().name()).orElse("unknown origin"),
                    failure));
  }

  /** Returns the part whose class, or a class within it, has a name. */
  private Optional<CatalogEntry> of(String name) {
    return foreign.stream()
        .filter(entry -> name.equals(type(entry)) || name.startsWith(type(entry) + "$"))
        .findFirst();
  }

  /** Returns a part of the jar that a frame's class is of, if that is a jar of plug-ins. */
  private Optional<CatalogEntry> loader(StackTraceElement frame) {
    return frame.getClassLoaderName() == null
        ? Optional.empty()
        : foreign.stream()
            .filter(entry -> frame.getClassLoaderName().equals(loader(entry)))
            .findFirst();
  }

  /** Returns the name of the loader that a plug-in has for itself, or null if it has none. */
  private static @Nullable String loader(CatalogEntry entry) {
    ClassLoader loader = entry.prototype().getClass().getClassLoader();
    boolean shared =
        Stream.iterate(Catalog.class.getClassLoader(), l -> l != null, ClassLoader::getParent)
            .anyMatch(l -> l.equals(loader));
    return loader == null || shared ? null : loader.getName();
  }

  private static String type(CatalogEntry entry) {
    return entry.prototype().getClass().getName();
  }
}
