package org.nn4j.bench.measure;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import org.jspecify.annotations.Nullable;

/** Jars as the modules of other libraries make them. */
public final class PeerJar {
  private PeerJar() {}

  /**
   * Writes a jar with the test's class path and, but for nn4j, a contestant.
   *
   * @param home folder of nn-bench
   * @param name of the contestant
   */
  public static void write(Path home, String name, Class<?> service, @Nullable Class<?> contestant)
      throws IOException {
    Path file =
        contestant == null
            ? home.resolve("target/nn-bench.jar")
            : home.resolve("peers/" + name + "/target/nn-bench-" + name + ".jar");
    Files.createDirectories(file.getParent());
    Manifest manifest = new Manifest();
    Attributes attributes = manifest.getMainAttributes();
    attributes.put(Attributes.Name.MANIFEST_VERSION, "1.0");
    String path =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path", ""));
    attributes.put(
        Attributes.Name.CLASS_PATH,
        Arrays.stream(path.split(File.pathSeparator))
            .map(entry -> Path.of(entry).toUri().toString())
            .collect(Collectors.joining(" ")));
    try (OutputStream bytes = Files.newOutputStream(file);
        JarOutputStream jar = new JarOutputStream(bytes, manifest)) {
      if (contestant != null) {
        jar.putNextEntry(new ZipEntry("META-INF/services/" + service.getName()));
        jar.write(contestant.getName().getBytes(StandardCharsets.UTF_8));
      }
    }
  }
}
