package org.nn4j.core.registry;

import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The classes of one plug-in: its jar's, and those of the libraries that its manifest names or that
 * lie beside it. Of the program it sees only the JDK and {@link #SHARED}, so that a library that
 * both use cannot cause conflicts.
 *
 * <p>It is never closed: parts live as long as the program.
 */
final class PluginClassLoader extends URLClassLoader {
  /**
   * The packages that plug-ins share with the program: the contracts, their annotations, and the
   * log, since a second one would not find the settings of the first. Copies that a plug-in brings
   * along are ignored.
   */
  private static final Set<String> SHARED =
      Set.of(
          "org.nn4j.api",
          "org.nn4j.api.math",
          "org.jspecify.annotations",
          "org.slf4j",
          "org.slf4j.event",
          "org.slf4j.helpers",
          "org.slf4j.spi");

  /** The prefix of loaders' names, which stack traces show. */
  private static final String NAME = "plug-in ";

  private final Path libraries;

  static {
    registerAsParallelCapable();
  }

  /**
   * Creates a loader.
   *
   * @param jar the jar's file name
   * @param urls the jar and the libraries beside it
   * @param libraries the folder into which messages advise to put missing ones
   */
  PluginClassLoader(String jar, List<URL> urls, Path libraries, ClassLoader framework) {
    super(NAME + jar, urls.toArray(URL[]::new), new Program(framework));
    this.libraries = libraries;
  }

  /** Returns the jar's file name. */
  String jar() {
    return getName().substring(NAME.length());
  }

  /** Returns whether a frame of a stack trace is in a plug-in's class. */
  static boolean isOfPlugin(StackTraceElement frame) {
    return frame.getClassLoaderName() != null && frame.getClassLoaderName().startsWith(NAME);
  }

  @Override
  protected Class<?> findClass(String name) throws ClassNotFoundException {
    if (!SHARED.contains(packageOf(name))) {
      try {
        return super.findClass(name);
      } catch (ClassNotFoundException e) {
        throw new Missing(missing(name), e);
      }
    }
    throw new Missing(
        jar() + " needs " + name + ", which this nn4j does not have: it is built for another",
        null);
  }

  /** Describes a missing class and what to do about it. */
  String missing(String name) {
    return jar()
        + " needs "
        + name
        + ", which is neither in it nor in "
        + libraries
        + ": put the jar that has it there"
        + (name.startsWith("org.nn4j.") ? "; of nn4j a plug-in sees nn-api alone" : "");
  }

  private static String packageOf(String className) {
    return className.substring(0, Math.max(0, className.lastIndexOf('.')));
  }

  /** A class that a plug-in lacks; the message is for users. */
  static final class Missing extends ClassNotFoundException {
    private static final long serialVersionUID = 1;

    Missing(String message, @Nullable Throwable cause) {
      super(message, cause);
    }
  }

  /** What plug-ins see of the program. */
  private static final class Program extends ClassLoader {
    private final ClassLoader framework;

    static {
      registerAsParallelCapable();
    }

    Program(ClassLoader framework) {
      super("what plug-ins see", getPlatformClassLoader());
      this.framework = framework;
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
      if (SHARED.contains(packageOf(name))) {
        return framework.loadClass(name);
      }
      // Some of the JDK's modules are loaded by the loader of the program's classes.
      Module module =
          ModuleLayer.boot().modules().stream()
              .filter(m -> m.getName().startsWith("jdk.") && m.getClassLoader() != null)
              .filter(m -> m.getPackages().contains(packageOf(name)))
              .findFirst()
              .orElseThrow(() -> new ClassNotFoundException(name));
      return module.getClassLoader().loadClass(name);
    }
  }
}
