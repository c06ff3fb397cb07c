package org.nn4j.core.registry;

import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.nn4j.core.InputException;

/**
 * Finds parts and kernels by ServiceLoader: the framework's, those on its class or module path, and
 * those in folders of jars.
 *
 * <p>The path comes first, then the folders in the order given, each folder's jars in the order of
 * their names. A jar that is reached twice, through links or on the path too, is loaded once. What
 * cannot be loaded is reported in {@link Catalog#failures()}, and the rest is there. A jar must
 * bundle the libraries it needs, or name them in its manifest's {@code Class-Path}; what one jar
 * bundles no other sees.
 */
public final class PluginLoader {
  private PluginLoader() {}

  /** Finds what is on the class or module path. */
  public static Plugins load() {
    return load(List.of());
  }

  /**
   * Finds what is on the class or module path and in folders of jars.
   *
   * @param folders the folders, whose {@code *.jar} are loaded in the order of their names; an
   *     application passes what {@link PluginFolders#search} returns
   * @throws InputException if a folder is missing or unreadable, or two parts of one kind have one
   *     name
   */
  public static Plugins load(List<Path> folders) {
    return load(PluginLoader.class.getClassLoader(), folders);
  }

  static Plugins load(ClassLoader framework, List<Path> folders) {
    ProviderScan scan = new ProviderScan();
    scan.scan(framework, null);
    Set<Path> seen = new HashSet<>();
    for (CatalogEntry entry : scan.entries) {
      Origin.path(entry.prototype().getClass()).map(PluginLoader::real).ifPresent(seen::add);
    }
    for (Path folder : folders) {
      for (Path jar : PluginFolders.files(PluginFolders.real(folder, ""))) {
        if (isJar(jar) && seen.add(real(jar))) {
          load(jar, framework, scan);
        }
      }
    }
    return new Plugins(new Catalog(scan.entries, scan.failures), scan.kernels);
  }

  private static void load(Path jar, ClassLoader framework, ProviderScan scan) {
    String name = String.valueOf(jar.getFileName());
    PluginJar content = PluginJar.read(jar);
    if (content.problem() != null) {
      scan.failures.add(new LoadFailure(null, null, name, content.problem()));
    }
    scan.scan(new PluginClassLoader(name, url(jar), framework, content.provided()), name);
  }

  private static boolean isJar(Path file) {
    return file.toString().toLowerCase(Locale.ROOT).endsWith(".jar");
  }

  private static Path real(Path file) {
    try {
      return file.toRealPath();
    } catch (IOException e) {
      return file;
    }
  }

  private static URL url(Path jar) {
    try {
      return jar.toUri().toURL();
    } catch (MalformedURLException e) {
      throw new IllegalStateException(e);
    }
  }
}
