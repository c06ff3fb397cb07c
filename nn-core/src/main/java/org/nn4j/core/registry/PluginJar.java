package org.nn4j.core.registry;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.module.InvalidModuleDescriptorException;
import java.lang.module.ModuleDescriptor;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;
import org.nn4j.api.Component;

/**
 * What a jar says about itself before any of its classes is loaded.
 *
 * <p>Plug-ins are loaded as on the class path, where module-info does not count and a class loader
 * skips a file that is no jar silently.
 *
 * @param problem why none of the jar's parts can be found, or null
 * @param provided services with their providers that module-info alone declares
 */
record PluginJar(@Nullable String problem, Map<String, List<String>> provided) {
  static final String META_INF = "META-INF/services/";

  /** What the names of the files begin with that declare providers. */
  static final String SERVICES = META_INF + Component.class.getPackageName() + ".";

  static PluginJar read(Path file) {
    try (JarFile jar =
        new JarFile(file.toFile(), false, ZipFile.OPEN_READ, JarFile.runtimeVersion())) {
      JarEntry module = jar.getJarEntry("module-info.class");
      return module == null || declaresServices(jar)
          ? new PluginJar(null, Map.of())
          : new PluginJar(null, provided(jar, module));
    } catch (UnsupportedClassVersionError e) {
      return new PluginJar(e.getMessage(), Map.of());
    } catch (IOException e) {
      return broken("not a readable jar: ", e);
    } catch (InvalidModuleDescriptorException e) {
      return broken("bad module-info: ", e);
    }
  }

  private static PluginJar broken(String what, Exception e) {
    return new PluginJar(what + Names.oneLine(String.valueOf(e.getMessage())), Map.of());
  }

  /** Tells whether the jar is made for the class path too; then that is what it declares. */
  private static boolean declaresServices(JarFile jar) {
    return jar.stream().anyMatch(e -> e.getName().startsWith(SERVICES) && !e.isDirectory());
  }

  private static Map<String, List<String>> provided(JarFile jar, JarEntry module)
      throws IOException {
    try (InputStream in = jar.getInputStream(module)) {
      requireVersion(in);
    }
    Map<String, List<String>> provided = new TreeMap<>();
    try (InputStream in = jar.getInputStream(module)) {
      for (ModuleDescriptor.Provides service : ModuleDescriptor.read(in).provides()) {
        if ((META_INF + service.service()).startsWith(SERVICES)) {
          provided.put(service.service(), service.providers());
        }
      }
    }
    return provided;
  }

  private static void requireVersion(InputStream classFile) throws IOException {
    DataInputStream data = new DataInputStream(classFile);
    data.readInt();
    data.readUnsignedShort();
    JavaVersion.require(data.readUnsignedShort());
  }
}
