package org.nn4j.core.registry;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.Enumeration;
import org.nn4j.api.Component;

/**
 * The classes of one plug-in jar, on top of the framework's.
 *
 * <p>A loader per jar keeps classes that two plug-ins bundle apart. It shows ServiceLoader the
 * declarations of its own jar alone, because those of the framework are read from the framework's
 * loader. It is never closed: parts live as long as the program.
 */
final class PluginClassLoader extends URLClassLoader {
  private static final String SERVICES =
      "META-INF/services/" + Component.class.getPackageName() + ".";

  static {
    registerAsParallelCapable();
  }

  PluginClassLoader(String name, URL jar, ClassLoader framework) {
    super(name, new URL[] {jar}, framework);
  }

  @Override
  public Enumeration<URL> getResources(String name) throws IOException {
    return name.startsWith(SERVICES) ? findResources(name) : super.getResources(name);
  }
}
