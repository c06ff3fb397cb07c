package org.nn4j.cli;

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
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** Builds the projects that {@code nn plugins new} writes, without Maven. */
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
      path.append(System.getProperty("path.separator")).append(one);
    }
    List<String> options =
        List.of(
            "--release",
            "17",
            "-proc:none",
            "-Xlint:all",
            "-Xlint:-path",
            "-Werror",
            "-classpath",
            path.toString(),
            "-d",
            classes.toString());
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
      boolean compiled =
          compiler
              .getTask(
                  null,
                  files,
                  null,
                  options,
                  null,
                  files.getJavaFileObjectsFromPaths(files(sources)))
              .call();
      if (!compiled) {
        throw new AssertionError("cannot compile " + sources);
      }
    }
    return classes;
  }

  static void pack(Path folder, JarOutputStream entries) throws IOException {
    for (Path file : files(folder)) {
      entries.putNextEntry(new JarEntry(folder.relativize(file).toString().replace('\\', '/')));
      entries.write(Files.readAllBytes(file));
    }
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> walk = Files.walk(folder)) {
      return new ArrayList<>(walk.filter(Files::isRegularFile).sorted().toList());
    }
  }
}
