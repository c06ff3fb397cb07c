package org.nn4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;
import org.nn4j.api.Component;

/** Builds {@code examples/plugin-activation} as its own build does: against nn-api alone. */
final class AcmePlugin {
  private static final Path SOURCES = Cli.EXAMPLES.resolve(Path.of("plugin-activation", "src"));

  private AcmePlugin() {}

  /** Compiles the plug-in and writes its jar. */
  static void build(Path jar, Path classes) throws IOException {
    compile(classes);
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
      add(out, classes);
      add(out, SOURCES.resolve(Path.of("main", "resources")));
    }
  }

  private static void compile(Path classes) throws IOException {
    JavaCompiler javac = ToolProvider.getSystemJavaCompiler();
    StringWriter messages = new StringWriter();
    try (StandardJavaFileManager files = javac.getStandardFileManager(null, null, null)) {
      boolean done =
          javac
              .getTask(
                  messages,
                  files,
                  null,
                  List.of(
                      "-d",
                      classes.toString(),
                      "--module-path",
                      home(Component.class) + java.io.File.pathSeparator + home(Nullable.class),
                      "--add-modules",
                      "jdk.incubator.vector"),
                  null,
                  files.getJavaFileObjectsFromPaths(
                      regularFiles(SOURCES.resolve(Path.of("main", "java")))))
              .call();
      assertThat(done).as(messages.toString()).isTrue();
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

  private static void add(JarOutputStream jar, Path folder) throws IOException {
    for (Path file : regularFiles(folder)) {
      jar.putNextEntry(new JarEntry(folder.relativize(file).toString().replace('\\', '/')));
      Files.copy(file, jar);
    }
  }

  private static List<Path> regularFiles(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).sorted().toList();
    }
  }
}
