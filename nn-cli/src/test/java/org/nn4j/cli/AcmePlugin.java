package org.nn4j.cli;

import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.JarOutputStream;
import org.jspecify.annotations.Nullable;
import org.nn4j.api.Component;

/** Builds {@code examples/plugin-activation} as its own build does: against nn-api alone. */
final class AcmePlugin {
  private static final Path SOURCES = Cli.EXAMPLES.resolve(Path.of("plugin-activation", "src"));

  private AcmePlugin() {}

  /** Compiles the plug-in and writes its jar. */
  static void build(Path jar, Path classes) throws IOException {
    PluginBuild.javac(
        SOURCES.resolve(Path.of("main", "java")),
        classes,
        "--module-path",
        home(Component.class) + File.pathSeparator + home(Nullable.class),
        "--add-modules",
        "jdk.incubator.vector");
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
      PluginBuild.pack(classes, out);
      PluginBuild.pack(SOURCES.resolve(Path.of("main", "resources")), out);
    }
  }

  /** Returns the jar or folder that a class comes from. */
  private static Path home(Class<?> type) {
    try {
      return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}
