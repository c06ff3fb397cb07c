package org.nn4j.cli;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;

/** Compiles and packs, above all the projects that {@code nn plugins new} writes, without Maven. */
final class PluginBuild {
  private PluginBuild() {}

  /** Compiles sources and tests with all warnings as errors, and packs the former into a jar. */
  static Path jar(Path project) throws IOException {
    Path classes = compile(project.resolve("src/main/java"), project.resolve("target/classes"));
    compile(project.resolve("src/test/java"), project.resolve("target/test-classes"), classes);
    Path jar = project.resolve("target/plugin.jar");
    try (OutputStream out = Files.newOutputStream(jar);
        JarOutputStream entries = new JarOutputStream(out)) {
      pack(classes, entries);
      pack(project.resolve("src/main/resources"), entries);
    }
    return jar;
  }

  private static Path compile(Path sources, Path classes, Path... more) throws IOException {
    Files.createDirectories(classes);
    StringBuilder path = new StringBuilder(Jvm.classPath());
    for (Path one : more) {
      path.append(File.pathSeparator).append(one);
    }
    javac(
        sources,
        classes,
        "--release",
        "17",
        "-proc:none",
        "-Xlint:all",
        "-Xlint:-path",
        "-Werror",
        "-classpath",
        path.toString());
    return classes;
  }

  /** Compiles a source, or all in a folder. */
  static void javac(Path sources, Path classes, String... options) throws IOException {
    List<String> arguments = new ArrayList<>(List.of("-d", classes.toString()));
    arguments.addAll(List.of(options));
    files(sources).forEach(file -> arguments.add(file.toString()));
    ByteArrayOutputStream messages = new ByteArrayOutputStream();
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    if (compiler.run(null, null, messages, arguments.toArray(String[]::new)) != 0) {
      throw new AssertionError("cannot compile " + sources + ": " + messages);
    }
  }

  static void pack(Path folder, JarOutputStream entries) throws IOException {
    for (Path file : files(folder)) {
      entries.putNextEntry(new JarEntry(folder.relativize(file).toString().replace('\\', '/')));
      entries.write(Files.readAllBytes(file));
    }
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> walk = Files.walk(folder)) {
      return walk.filter(Files::isRegularFile).sorted().toList();
    }
  }
}
