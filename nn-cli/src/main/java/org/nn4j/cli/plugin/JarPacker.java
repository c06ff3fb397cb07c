package org.nn4j.cli.plugin;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;

/** Packs a folder of classes into a jar; equal folders give equal bytes. */
final class JarPacker {
  private JarPacker() {}

  static byte[] pack(Path folder) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JarOutputStream jar = new JarOutputStream(bytes);
        Stream<Path> walk = Files.walk(folder)) {
      List<Path> files = walk.filter(Files::isRegularFile).sorted().toList();
      for (Path file : files) {
        String name = folder.relativize(file).toString().replace('\\', '/');
        if (!name.equals("META-INF/MANIFEST.MF")) {
          JarEntry entry = new JarEntry(name);
          entry.setTime(0);
          jar.putNextEntry(entry);
          jar.write(Files.readAllBytes(file));
        }
      }
    }
    return bytes.toByteArray();
  }
}
