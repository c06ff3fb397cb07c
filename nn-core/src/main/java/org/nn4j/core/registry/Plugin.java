package org.nn4j.core.registry;

import java.io.IOException;
import java.lang.reflect.Modifier;
import java.net.MalformedURLException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.nn4j.api.KernelsProvider;
import org.nn4j.core.text.Names;

/**
 * The providers in one jar, or in one source that was compiled into one, in two steps: {@link
 * #open} loads their classes, of which no code runs; {@link #start} runs their constructors.
 */
final class Plugin {
  /** The folder of libraries beside a plug-in's jar. */
  static final String LIBRARIES = "lib";

  private static final Pattern CLASS_NAME =
      Pattern.compile("\\p{javaJavaIdentifierStart}[\\p{javaJavaIdentifierPart}.]*");

  private final PluginClassLoader loader;
  private final Path jar;
  private final Map<Class<?>, List<Class<?>>> providers = new LinkedHashMap<>();

  private Plugin(PluginClassLoader loader, Path jar) {
    this.loader = loader;
    this.jar = jar;
  }

  /**
   * Loads the providers' classes without running any of their code.
   *
   * @param file the jar, or the source that it was made from
   * @param content the jar's
   * @param own the framework's providers, copies of which are skipped
   * @param failures takes what cannot be loaded
   * @throws IOException if the folder of libraries cannot be read
   */
  static Plugin open(
      Path file,
      PluginJar content,
      ClassLoader framework,
      Set<String> own,
      List<LoadFailure> failures)
      throws IOException {
    String name = String.valueOf(file.getFileName());
    Path beside = file.resolveSibling(LIBRARIES);
    // A link may lead to a jar in the folder where it was built.
    Path built = file.toRealPath().resolveSibling(LIBRARIES);
    List<URL> urls = new ArrayList<>(List.of(url(content.file())));
    for (Path folder : beside.equals(built) ? List.of(beside) : List.of(beside, built)) {
      for (Path library :
          Files.isDirectory(folder) ? PluginFolders.jars(folder) : List.<Path>of()) {
        urls.add(url(library));
        String problem = PluginJar.read(library).problem();
        if (problem != null) {
          String named = LIBRARIES + "/" + library.getFileName();
          failures.add(new LoadFailure(null, null, named, problem));
        }
      }
    }
    Plugin plugin =
        new Plugin(new PluginClassLoader(name, urls, beside, framework), content.file());
    content
        .providers()
        .forEach(
            (service, names) -> {
              Kind kind = kind(service);
              Class<?> type = kind == null ? KernelsProvider.class : kind.type();
              if (!type.getName().equals(service)) {
                failures.add(new LoadFailure(null, null, name, noService(service)));
                return;
              }
              List<Class<?>> classes = new ArrayList<>();
              for (String provider : names) {
                if (!own.contains(provider)) {
                  plugin.load(type, kind, provider, classes, failures);
                }
              }
              plugin.providers.put(type, classes);
            });
    return plugin;
  }

  private static @Nullable Kind kind(String service) {
    return Arrays.stream(Kind.values())
        .filter(kind -> kind.type().getName().equals(service))
        .findFirst()
        .orElse(null);
  }

  private static String noService(String service) {
    List<String> services =
        Arrays.stream(Kind.values()).map(k -> k.type().getSimpleName()).toList();
    return "META-INF/services/"
        + service
        + " is of no kind of part; there are "
        + String.join(", ", services)
        + " and "
        + KernelsProvider.class.getSimpleName();
  }

  private void load(
      Class<?> service,
      @Nullable Kind kind,
      String provider,
      List<Class<?>> classes,
      List<LoadFailure> failures) {
    String fault;
    if (CLASS_NAME.matcher(provider).matches()) {
      try {
        Class<?> type = loader.loadClass(provider);
        fault = fault(service, type);
        if (fault == null) {
          classes.add(type);
          return;
        }
      } catch (ClassNotFoundException e) {
        fault = LoadFailure.noClass(service.getName());
      } catch (LinkageError | RuntimeException | StackOverflowError | OutOfMemoryError e) {
        fault = LoadFailure.reason(e, loader);
      }
      failures.add(new LoadFailure(kind, provider, loader.jar(), fault));
    } else {
      fault = Names.quote(provider) + " in META-INF/services/" + service.getName();
      failures.add(new LoadFailure(kind, null, loader.jar(), fault + " is not a class name"));
    }
  }

  private static @Nullable String fault(Class<?> service, Class<?> type) {
    if (!service.isAssignableFrom(type)) {
      return "does not implement "
          + service.getName()
          + ", though META-INF/services/"
          + service.getName()
          + " names it";
    }
    if (Modifier.isAbstract(type.getModifiers())) {
      return "is abstract or an interface";
    }
    if (!Modifier.isPublic(type.getModifiers())) {
      return "needs to be public";
    }
    boolean constructible =
        Stream.of(type.getConstructors()).anyMatch(made -> made.getParameterCount() == 0);
    return constructible ? null : LoadFailure.NO_CONSTRUCTOR;
  }

  /** Returns the jar that has the classes. */
  Path jar() {
    return jar;
  }

  boolean provides(Class<?> service) {
    return !providers.getOrDefault(service, List.of()).isEmpty();
  }

  /**
   * Starts to create all providers of a service.
   *
   * @param use what is made from each, also by running the plug-in's code
   */
  <S, R> Making<R> start(Class<S> service, Duration limit, Function<S, R> use) {
    return new Making<>(
        loader,
        providers.getOrDefault(service, List.of()),
        limit,
        type -> use.apply(service.cast(type.getConstructor().newInstance())));
  }

  private static URL url(Path jar) {
    try {
      return jar.toUri().toURL();
    } catch (MalformedURLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Creates a value of a class. */
  private interface Maker<R> {
    R make(Class<?> type) throws ReflectiveOperationException;
  }

  /**
   * What became of a provider.
   *
   * @param made what was made from it, or null
   * @param fault why it was not, or null
   */
  private record Outcome<R>(@Nullable R made, @Nullable String fault) {}

  /** The making of a jar's providers of one service, one after the other. */
  static final class Making<R> {
    private final PluginClassLoader loader;
    private final List<Class<?>> types;
    private final List<Outcome<R>> outcomes = Collections.synchronizedList(new ArrayList<>());
    private final Watched<List<?>> work;

    private Making(PluginClassLoader loader, List<Class<?>> types, Duration limit, Maker<R> maker) {
      this.loader = loader;
      this.types = types;
      this.work =
          Watched.start(
              loader.getName(),
              loader,
              limit,
              () -> {
                types.forEach(type -> outcomes.add(outcome(type, maker)));
                return types;
              });
    }

    private Outcome<R> outcome(Class<?> type, Maker<R> maker) {
      try {
        return new Outcome<>(maker.make(type), null);
      } catch (Throwable e) { // whatever was thrown, the plug-in is to blame
        return new Outcome<>(null, LoadFailure.reason(e, loader));
      }
    }

    /** Waits, then hands over what was made and what failed. */
    void finish(@Nullable Kind kind, List<R> made, List<LoadFailure> failures) {
      String stuck = null;
      try {
        work.get();
      } catch (TimeoutException e) {
        stuck = String.valueOf(e.getMessage());
      } catch (ExecutionException e) {
        throw new IllegalStateException(e);
      }
      List<Outcome<R>> done;
      synchronized (outcomes) {
        done = List.copyOf(outcomes);
      }
      for (int i = 0; i < types.size(); i++) {
        Outcome<R> outcome = i < done.size() ? done.get(i) : null;
        R part = outcome == null ? null : outcome.made();
        if (part != null) {
          made.add(part);
          continue;
        }
        String fault =
            outcome != null
                ? outcome.fault()
                : i == done.size() ? stuck : "not tried, for the one before does not end";
        failures.add(
            new LoadFailure(kind, types.get(i).getName(), loader.jar(), String.valueOf(fault)));
      }
    }
  }
}
