package org.nn4j.core.registry;

import java.io.IOException;
import java.io.InputStream;
import java.lang.module.InvalidModuleDescriptorException;
import java.lang.module.ModuleDescriptor;
import java.nio.file.Path;
import java.util.Optional;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.zip.ZipFile;
import org.nn4j.api.Component;

/** Says why a jar's parts would not be found; a class loader skips such a jar silently. */
final class PluginJar {
  private PluginJar() {}

  static Optional<String> problem(Path file) {
    try (JarFile jar =
        new JarFile(file.toFile(), false, ZipFile.OPEN_READ, JarFile.runtimeVersion())) {
      JarEntry module = jar.getJarEntry("module-info.class");
      return module == null ? Optional.empty() : undeclared(jar, module);
    } catch (IOException e) {
      return Optional.of("not a readable jar: " + Names.oneLine(String.valueOf(e.getMessage())));
    } catch (InvalidModuleDescriptorException e) {
      return Optional.of("bad module-info: " + Names.oneLine(String.valueOf(e.getMessage())));
    }
  }

  /** Plug-ins are loaded as on the class path, where module-info does not count. */
  private static Optional<String> undeclared(JarFile jar, JarEntry module) throws IOException {
    try (InputStream in = jar.getInputStream(module)) {
      return ModuleDescriptor.read(in).provides().stream()
          .map(ModuleDescriptor.Provides::service)
          .filter(service -> service.startsWith(Component.class.getPackageName() + "."))
          .filter(service -> jar.getEntry("META-INF/services/" + service) == null)
          .sorted()
          .findFirst()
          .map(s -> s + " is provided in module-info alone; add META-INF/services/" + s);
    }
  }
}
