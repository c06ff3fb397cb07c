package org.nn4j.core.registry;

import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.nn4j.core.InputException;

/**
 * Finds parts and kernels by ServiceLoader: the framework's, those on its class or module path, and
 * those in folders of jars.
 *
 * <p>What cannot be loaded is reported in {@link Catalog#failures()}, and the rest is there. A jar
 * must bundle the libraries it needs, or name them in its manifest's {@code Class-Path}.
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
   * @param folders the folders, whose {@code *.jar} are loaded in the order of their names
   * @throws InputException if a folder is missing or unreadable, or two parts of one kind have one
   *     name
   */
  public static Plugins load(List<Path> folders) {
    return load(PluginLoader.class.getClassLoader(), folders);
  }

  static Plugins load(ClassLoader framework, List<Path> folders) {
    ProviderScan scan = new ProviderScan();
    scan.scan(framework, null);
    for (Path folder : folders.stream().map(PluginLoader::real).distinct().toList()) {
      for (Path jar : jars(folder)) {
        load(jar, framework, scan);
      }
    }
    return new Plugins(new Catalog(scan.entries, scan.failures), scan.kernels);
  }

  private static void load(Path jar, ClassLoader framework, ProviderScan scan) {
    String name = String.valueOf(jar.getFileName());
    PluginJar.problem(jar)
        .ifPresent(reason -> scan.failures.add(new LoadFailure(null, null, name, reason)));
    scan.scan(new PluginClassLoader(name, url(jar), framework), name);
  }

  private static Path real(Path folder) {
    if (!Files.isDirectory(folder)) {
      throw InputException.in(
          folder,
          Files.exists(folder)
              ? "the plug-in folder is not a folder"
              : "the plug-in folder does not exist");
    }
    try {
      return folder.toRealPath();
    } catch (IOException e) {
      throw unreadable(folder, e);
    }
  }

  private static List<Path> jars(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(PluginLoader::isJar).sorted().toList();
    } catch (IOException e) {
      throw unreadable(folder, e);
    }
  }

  private static boolean isJar(Path file) {
    return file.toString().toLowerCase(Locale.ROOT).endsWith(".jar") && Files.isRegularFile(file);
  }

  private static InputException unreadable(Path folder, IOException e) {
    return InputException.in(folder, "the plug-in folder cannot be read: " + e.getMessage());
  }

  private static URL url(Path jar) {
    try {
      return jar.toUri().toURL();
    } catch (MalformedURLException e) {
      throw new IllegalStateException(e);
    }
  }
}
