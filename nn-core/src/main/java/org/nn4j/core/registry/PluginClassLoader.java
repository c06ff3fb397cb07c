package org.nn4j.core.registry;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.net.URLConnection;
import java.net.URLStreamHandler;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The classes of one plug-in jar, on top of the framework's.
 *
 * <p>A loader per jar keeps classes that two plug-ins bundle apart. It shows ServiceLoader the
 * declarations of its own jar alone, because those of the framework are read from the framework's
 * loader; services that the jar declares in its module-info alone look as if they were in
 * META-INF/services. It is never closed: parts live as long as the program.
 */
final class PluginClassLoader extends URLClassLoader {
  private final Map<String, List<String>> provided;

  static {
    registerAsParallelCapable();
  }

  /**
   * Makes a loader.
   *
   * @param provided services with their providers besides those in META-INF/services
   */
  PluginClassLoader(
      String name, URL jar, ClassLoader framework, Map<String, List<String>> provided) {
    super(name, new URL[] {jar}, framework);
    this.provided = provided;
  }

  @Override
  public Enumeration<URL> getResources(String name) throws IOException {
    if (!name.startsWith(PluginJar.SERVICES)) {
      return super.getResources(name);
    }
    List<String> providers = provided.get(name.substring(PluginJar.META_INF.length()));
    return providers == null
        ? findResources(name)
        : Collections.enumeration(List.of(inMemory(name, String.join("\n", providers))));
  }

  private static URL inMemory(String name, String content) throws MalformedURLException {
    return new URL("memory", null, -1, "/" + name, new Text(content));
  }

  /** Serves one text. */
  private static final class Text extends URLStreamHandler {
    private final byte[] content;

    Text(String content) {
      this.content = content.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    protected @Nullable URLConnection openConnection(URL url) {
      return new URLConnection(url) {
        @Override
        public void connect() {}

        @Override
        public InputStream getInputStream() {
          return new ByteArrayInputStream(content);
        }
      };
    }
  }
}
