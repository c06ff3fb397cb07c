package org.nn4j.core.registry;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.nn4j.api.KernelsProvider;

/**
 * Finds parts and kernels: the framework's and those on its class or module path by ServiceLoader,
 * and those in folders of jars and Java source files.
 *
 * <p>The path comes first, then the folders in the order given, each folder's files in the order of
 * their names. A source file is compiled when it is met first, and is then like a jar. A jar that
 * is reached twice, through links or on the path too, is loaded once. What cannot be loaded is
 * reported in {@link Catalog#failures()}; the rest is available. Two parts of one kind and name are
 * both left out, unless one is nn4j's own, which stays.
 *
 * <p>A jar has the libraries it needs in it, in the folder {@code lib} beside it, or where its
 * manifest's {@code Class-Path} says. It sees those, the JDK, nn-api and SLF4J, and nothing else of
 * the program or of other jars. Parts in jars are created when a part of their kind is asked for
 * that the framework does not have; none of their code runs before.
 */
public final class PluginLoader {
  private PluginLoader() {}

  /** Finds what is on the class or module path. */
  public static Plugins load() {
    return load(List.of());
  }

  /**
   * Finds what is on the class or module path, the parts of a kind when the first is asked for: a
   * program that loads a model needs neither optimizers nor metrics.
   */
  static Plugins lazy() {
    ClassLoader framework = PluginLoader.class.getClassLoader();
    ProviderScan path = new ProviderScan(framework, Watched.LIMIT);
    return load(path, framework, List.of(), Watched.LIMIT, failure -> {});
  }

  /**
   * Finds what is on the class or module path and in folders of plug-ins.
   *
   * @param folders the folders, whose {@code *.jar} and {@code *.java} are loaded in the order of
   *     their names, or single such files; an application passes what {@link PluginFolders#search}
   *     returns
   */
  public static Plugins load(List<Path> folders) {
    return load(folders, failure -> {});
  }

  /**
   * Finds what is on the class or module path and in folders of plug-ins.
   *
   * @param folders as for {@link #load(List)}
   * @param rejected called once with each part that cannot be loaded: now, or when that is found
   *     out
   */
  public static Plugins load(List<Path> folders, Consumer<LoadFailure> rejected) {
    return load(PluginLoader.class.getClassLoader(), folders, Watched.LIMIT, rejected);
  }

  static Plugins load(
      ClassLoader framework, List<Path> folders, Duration limit, Consumer<LoadFailure> rejected) {
    ProviderScan path = new ProviderScan(framework, limit);
    for (Kind kind : Kind.values()) {
      path.of(kind);
    }
    return load(path, framework, folders, limit, rejected);
  }

  private static Plugins load(
      ProviderScan path,
      ClassLoader framework,
      List<Path> folders,
      Duration limit,
      Consumer<LoadFailure> rejected) {
    List<LoadFailure> failures = new ArrayList<>();
    List<KernelsProvider> kernels = path.kernels(failures);
    List<Plugin> plugins =
        folders.isEmpty() ? List.of() : plugins(framework, folders, path, failures);
    plugins.stream()
        .filter(plugin -> plugin.provides(KernelsProvider.class))
        .map(
            plugin ->
                plugin.start(
                    KernelsProvider.class,
                    limit,
                    found -> (KernelsProvider) new PluginKernels(found, limit)))
        .toList()
        .forEach(making -> making.finish(null, kernels, failures));
    List<KernelsProvider> distinct = PluginKernels.distinct(kernels, failures);
    List<LoadFailure> once = failures.stream().distinct().toList(); // plug-ins share libraries
    PluginParts parts = new PluginParts(path, plugins, once, limit, rejected);
    path.soFar().forEach(found -> parts.tell(found.failures()));
    parts.tell(once);
    List<Path> compiled =
        plugins.stream().map(Plugin::jar).filter(PluginSource::isCompiled).toList();
    return new Plugins(new Catalog(List.of(), parts), distinct, compiled);
  }

  private static List<Plugin> plugins(
      ClassLoader framework, List<Path> folders, ProviderScan path, List<LoadFailure> failures) {
    Set<Path> seen = new HashSet<>();
    Set<String> own = new HashSet<>();
    for (Kind kind : Kind.values()) {
      ProviderScan.Found found = path.of(kind);
      Stream.concat(found.own().stream(), found.others().stream())
          .map(entry -> entry.prototype().getClass())
          .forEach(
              type -> {
                own.add(type.getName());
                Origin.path(type).map(PluginLoader::real).ifPresent(seen::add);
              });
    }
    List<Plugin> plugins = new ArrayList<>();
    for (Path folder : folders) {
      Map<Path, PluginJar> files = new LinkedHashMap<>();
      try {
        for (Path file : PluginFolders.plugins(folder)) {
          if (seen.add(real(file))) {
            read(file, folder, files, failures);
          }
        }
      } catch (IOException e) {
        String fault = folder + ": " + e.getMessage() + PluginFolders.origin(folder);
        failures.add(new LoadFailure(null, null, null, fault));
      }
      Set<Path> libraries =
          files.values().stream()
              .flatMap(content -> content.libraries().stream().map(PluginLoader::real))
              .collect(Collectors.toSet());
      files.forEach(
          (file, content) -> {
            // Sources of a folder may share classes, and libraries lie beside what needs them.
            boolean help =
                libraries.contains(real(file)) || (PluginSource.is(file) && !file.equals(folder));
            if (!help || !content.providers().isEmpty()) {
              open(file, content, framework, own, failures).ifPresent(plugins::add);
            }
          });
    }
    return plugins;
  }

  /** Reads what a jar declares, or a source that is compiled into one. */
  private static void read(
      Path file, Path place, Map<Path, PluginJar> contents, List<LoadFailure> failures) {
    try {
      Path jar = PluginSource.is(file) ? PluginSource.jar(file, place) : file;
      contents.put(file, PluginJar.read(jar));
    } catch (IOException e) {
      String fault = String.valueOf(e.getMessage());
      failures.add(new LoadFailure(null, null, String.valueOf(file.getFileName()), fault));
    }
  }

  private static Optional<Plugin> open(
      Path file,
      PluginJar content,
      ClassLoader framework,
      Set<String> own,
      List<LoadFailure> failures) {
    String fault = content.problem();
    if (fault == null && content.providers().isEmpty()) {
      fault =
          PluginSource.is(file)
              ? "has no class that is a part: one that implements Activation, Loss or another"
                  + " contract of org.nn4j.api"
              : "declares no part in META-INF/services; a library goes into the folder "
                  + Plugin.LIBRARIES
                  + " beside the plug-in that needs it";
    }
    if (fault == null) {
      try {
        return Optional.of(Plugin.open(file, content, framework, own, failures));
      } catch (IOException e) {
        fault = "its libraries cannot be read: " + e.getMessage();
      }
    }
    failures.add(new LoadFailure(null, null, String.valueOf(file.getFileName()), fault));
    return Optional.empty();
  }

  /** Returns what an error says that a plug-in lacks, and what to do; empty for other errors. */
  public static Optional<String> missing(Throwable error) {
    return error instanceof LinkageError && error.getCause() instanceof PluginClassLoader.Missing
        ? Optional.ofNullable(error.getCause().getMessage())
        : Optional.empty();
  }

  private static Path real(Path file) {
    try {
      return file.toRealPath();
    } catch (IOException e) {
      return file;
    }
  }
}
