package org.nn4j.core.registry;

import java.lang.module.FindException;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where a part's class came from.
 *
 * @param name the jar's file name, the folder of classes, or the module's name
 * @param version the version that the jar or module declares, or null
 */
public record Origin(String name, @Nullable String version) {

  private static final String JAR = ".jar";

  /** The packages of nn4j's own parts; no plug-in's class may lie in them. */
  private static final Pattern BUILT_IN =
      Pattern.compile("org\\.nn4j\\.(core|losses|optim|simd)\\..*");

  /** Tells whether a class is of nn4j itself. */
  public static boolean isBuiltIn(Class<?> type) {
    return BUILT_IN.matcher(type.getName()).matches();
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
    String name = jar ? String.valueOf(path.get().getFileName()) : path.get().toString();
    if (module != null) {
      return new Origin(name, module.rawVersion().orElse(null));
    }
    String version = type.getPackage().getImplementationVersion();
    return new Origin(name, version != null || !jar ? version : descriptorVersion(path.get()));
  }

  /** Tells whether the class came from a jar, whose file name {@link #name} is then. */
  public boolean isJar() {
    return name.endsWith(JAR);
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
    try {
      return ModuleFinder.of(jar).findAll().stream()
          .findFirst()
          .flatMap(module -> module.descriptor().rawVersion())
          .orElse(null);
    } catch (FindException e) {
      return null;
    }
  }

  /** Returns the name, and the version if it is known: {@code acme.jar 1.2}. */
  @Override
  public String toString() {
    return version == null ? name : name + " " + version;
  }
}
