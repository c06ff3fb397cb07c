package org.nn4j.core.registry;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.module.InvalidModuleDescriptorException;
import java.lang.module.ModuleDescriptor;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;
import org.nn4j.api.Component;
import org.nn4j.core.text.Names;

/**
 * What a jar says about itself before any of its classes is loaded. It may come from anywhere, so
 * no more of an entry is read than a sensible one contains.
 *
 * <p>Plug-ins are loaded as on the class path, where module-info does not count and a class loader
 * silently skips a file that is not a jar.
 *
 * @param file the jar
 * @param problem why none of the jar's parts can be used, or null
 * @param providers the names of providers by service, in their order: those in META-INF/services,
 *     or without any those that module-info declares
 * @param libraries the files that the manifest's {@code Class-Path} names
 */
record PluginJar(
    Path file,
    @Nullable String problem,
    Map<String, List<String>> providers,
    List<Path> libraries) {
  private static final String META_INF = "META-INF/services/";

  /** The prefix of the names of files that declare providers. */
  private static final String SERVICES = META_INF + Component.class.getPackageName() + ".";

  private static final String MODULE_INFO = "module-info.class";

  /** Bytes of a list of providers, and of a module's descriptor. */
  private static final int MOST_DECLARATIONS = 1 << 16;

  /** Bytes of a manifest; signed ones have some lines for each class. */
  private static final int MOST_MANIFEST = 1 << 22;

  /** Bytes of a class. */
  private static final int MOST_CLASS = 1 << 24;

  /** Providers of one service. */
  private static final int MOST_PROVIDERS = 500;

  static PluginJar read(Path file) {
    try (JarFile jar = open(file)) {
      Attributes manifest = manifest(jar);
      String misfit = ApiRange.problem(manifest.getValue(ApiRange.ATTRIBUTE));
      if (misfit != null) {
        return broken(file, misfit);
      }
      Map<String, List<String>> providers = services(jar);
      JarEntry module = jar.getJarEntry(MODULE_INFO);
      if (providers.isEmpty() && module != null) {
        providers = provided(jar, module);
      }
      for (List<String> names : providers.values()) {
        requireBearable(jar, names);
      }
      return new PluginJar(file, null, providers, libraries(file, manifest));
    } catch (UnsupportedClassVersionError e) {
      return broken(file, String.valueOf(e.getMessage()));
    } catch (InvalidModuleDescriptorException e) {
      return broken(file, "bad module-info: " + e.getMessage());
    } catch (IOException | RuntimeException e) {
      return broken(file, "not a readable jar: " + e.getMessage());
    }
  }

  private static JarFile open(Path file) throws IOException {
    return new JarFile(file.toFile(), false, ZipFile.OPEN_READ, JarFile.runtimeVersion());
  }

  private static PluginJar broken(Path file, String problem) {
    return new PluginJar(file, Names.oneLine(problem), Map.of(), List.of());
  }

  /** Returns what META-INF/services declares of the contracts' services. */
  private static Map<String, List<String>> services(JarFile jar) throws IOException {
    Map<String, List<String>> services = new LinkedHashMap<>();
    List<JarEntry> files =
        jar.stream().filter(e -> e.getName().startsWith(SERVICES) && !e.isDirectory()).toList();
    for (JarEntry entry : files) {
      String text = new String(bytes(jar, entry, MOST_DECLARATIONS), StandardCharsets.UTF_8);
      List<String> names =
          text.lines()
              .map(line -> line.substring(0, (line + "#").indexOf('#')).strip())
              .filter(line -> !line.isEmpty())
              .distinct()
              .toList();
      services.put(entry.getName().substring(META_INF.length()), names);
    }
    return services;
  }

  private static Map<String, List<String>> provided(JarFile jar, JarEntry module)
      throws IOException {
    Map<String, List<String>> provided = new LinkedHashMap<>();
    for (ModuleDescriptor.Provides service : descriptor(jar, module).provides()) {
      if ((META_INF + service.service()).startsWith(SERVICES)) {
        provided.put(service.service(), service.providers());
      }
    }
    return provided;
  }

  private static ModuleDescriptor descriptor(JarFile jar, JarEntry module) throws IOException {
    byte[] bytes = bytes(jar, module, MOST_DECLARATIONS);
    try (DataInputStream data = new DataInputStream(new ByteArrayInputStream(bytes))) {
      data.readInt();
      data.readUnsignedShort();
      JavaVersion.require(data.readUnsignedShort());
    }
    return ModuleDescriptor.read(new ByteArrayInputStream(bytes));
  }

  /** Returns the version in a jar's module descriptor, or null. */
  static @Nullable String moduleVersion(Path file) {
    try (JarFile jar = open(file)) {
      JarEntry module = jar.getJarEntry(MODULE_INFO);
      return module == null ? null : descriptor(jar, module).rawVersion().orElse(null);
    } catch (IOException | InvalidModuleDescriptorException | UnsupportedClassVersionError e) {
      return null; // the fault was reported when the jar was searched for parts
    }
  }

  private static void requireBearable(JarFile jar, List<String> providers) throws IOException {
    if (providers.size() > MOST_PROVIDERS) {
      throw new ZipException(
          "it declares " + providers.size() + " parts of one kind, more than " + MOST_PROVIDERS);
    }
    for (String provider : providers) {
      JarEntry entry = jar.getJarEntry(provider.replace('.', '/') + ".class");
      if (entry != null && entry.getSize() > MOST_CLASS) {
        throw tooLong(entry, MOST_CLASS);
      }
    }
  }

  /** Returns the versions of nn-api that a jar says it works with, or null. */
  static @Nullable String apiRange(Path file) {
    try (JarFile jar = open(file)) {
      return manifest(jar).getValue(ApiRange.ATTRIBUTE);
    } catch (IOException e) {
      return null; // the fault was reported when the jar was searched for parts
    }
  }

  private static Attributes manifest(JarFile jar) throws IOException {
    JarEntry entry = jar.getJarEntry(JarFile.MANIFEST_NAME);
    return entry == null
        ? new Attributes()
        : new Manifest(new ByteArrayInputStream(bytes(jar, entry, MOST_MANIFEST)))
            .getMainAttributes();
  }

  private static List<Path> libraries(Path file, Attributes manifest) {
    String names = manifest.getValue(Attributes.Name.CLASS_PATH);
    List<Path> libraries = new ArrayList<>();
    for (String name : names == null ? new String[0] : names.strip().split("\\s+")) {
      neighbour(file, name).ifPresent(libraries::add);
    }
    return libraries;
  }

  /** Returns the file that a relative URL names; empty for others, as class loaders do. */
  private static Optional<Path> neighbour(Path file, String url) {
    try {
      return Optional.of(Path.of(file.toAbsolutePath().toUri().resolve(url)));
    } catch (IllegalArgumentException | FileSystemNotFoundException e) {
      return Optional.empty();
    }
  }

  /** Reads an entry up to a limit, whatever length it claims. */
  private static byte[] bytes(JarFile jar, JarEntry entry, int most) throws IOException {
    try (InputStream in = jar.getInputStream(entry)) {
      byte[] bytes = in.readNBytes(most + 1);
      if (bytes.length > most) {
        throw tooLong(entry, most);
      }
      return bytes;
    }
  }

  private static ZipException tooLong(JarEntry entry, int most) {
    return new ZipException(entry.getName() + " has more than " + most + " bytes");
  }
}
