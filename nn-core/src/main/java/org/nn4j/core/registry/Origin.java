package org.nn4j.core.registry;

import java.lang.module.ModuleDescriptor;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where a part's class came from.
 *
 * @param name the file name of the jar or source, the folder of classes, or the module's name
 * @param version the version that the jar or module declares, or null
 */
public record Origin(String name, @Nullable String version) {

  private static final String JAR = ".jar";

  /** The modules of nn4j's own parts, and what the names of their packages begin with. */
  private static final Pattern BUILT_IN =
      Pattern.compile("org\\.nn4j\\.(api|core|formula|losses|optim|simd)(\\..*)?");

  /** What follows the name of a jar without a module's descriptor: a version. */
  private static final Pattern FILE_VERSION = Pattern.compile("-(\\d+(?:\\..*)?)\\.jar$");

  /**
   * Returns whether a class is of nn4j itself: of one of its modules or, on the class path, loaded
   * from where this class was and in one of their packages. A plug-in's class is not, whatever its
   * package.
   */
  public static boolean isBuiltIn(Class<?> type) {
    Module module = type.getModule();
    boolean ours = module.isNamed() || type.getClassLoader() == Origin.class.getClassLoader();
    String name = module.isNamed() ? module.getName() : type.getPackageName();
    return ours && BUILT_IN.matcher(name).matches();
  }

  /** Finds out where a class came from. */
  public static Origin of(Class<?> type) {
    ModuleDescriptor module = type.getModule().getDescriptor();
    Optional<Path> path = path(type);
    if (path.isEmpty()) {
      return module == null
          ? new Origin("unknown origin", null)
          : new Origin(module.name(), module.rawVersion().orElse(null));
    }
    boolean jar = path.get().toString().endsWith(JAR);
    String name = jar ? PluginSource.written(path.get()) : path.get().toString();
    if (module != null) {
      return new Origin(name, module.rawVersion().orElse(null));
    }
    String version = type.getPackage().getImplementationVersion();
    return new Origin(name, version != null || !jar ? version : descriptorVersion(path.get()));
  }

  /**
   * Returns whether the class came from a jar, or from a source file that was compiled when it was
   * loaded; {@link #name} is the file's name then.
   */
  public boolean isFile() {
    return name.endsWith(JAR) || PluginSource.is(Path.of(name));
  }

  /** Returns the jar or folder that a class was read from. */
  static Optional<Path> path(Class<?> type) {
    CodeSource source = type.getProtectionDomain().getCodeSource();
    if (source == null || source.getLocation() == null) {
      return Optional.empty();
    }
    try {
      URI location = source.getLocation().toURI();
      return location.getScheme().equals("file")
          ? Optional.of(Path.of(location))
          : Optional.empty();
    } catch (URISyntaxException | IllegalArgumentException | FileSystemNotFoundException e) {
      return Optional.empty();
    }
  }

  /** Returns the version in a jar's module descriptor or, without one, in its file name. */
  private static @Nullable String descriptorVersion(Path jar) {
    String version = PluginJar.moduleVersion(jar);
    Matcher name = FILE_VERSION.matcher(String.valueOf(jar.getFileName()));
    return version == null && name.find() ? name.group(1) : version;
  }

  /** Returns the name, and the version if it is known: {@code acme.jar 1.2}. */
  @Override
  public String toString() {
    return version == null ? name : name + " " + version;
  }
}
