package org.nn4j.core.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipOutputStream;
import org.nn4j.core.FuzzTarget;

/**
 * Jars in a folder of plug-ins: a file as it is, or, after a first byte {@code #}, one of entries,
 * each a line with its name and its content up to a byte 0xff.
 */
final class PluginJarFuzzTest implements FuzzTarget {
  private static final long CONSTANT = 16 << 20;
  private static final int PARTS = PluginLoader.load().catalog().list(Kind.ACTIVATION).size();

  @Override
  public void read(byte[] input) throws IOException {
    byte[] jar =
        input.length > 0 && input[0] == '#'
            ? forged(Arrays.copyOfRange(input, 1, input.length))
            : input;
    Path file = FuzzTarget.file("plugin.jar", jar);
    Plugins[] plugins = new Plugins[1];
    if (FuzzTarget.check(
        jar.length,
        CONSTANT,
        () -> plugins[0] = PluginLoader.load(List.of(file.toAbsolutePath().getParent())))) {
      assertThat(plugins[0].catalog().list(Kind.ACTIVATION).size()).isGreaterThanOrEqualTo(PARTS);
    }
  }

  private static byte[] forged(byte[] entries) throws IOException {
    ByteArrayOutputStream jar = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(jar)) {
      int from = 0;
      while (from < entries.length) {
        int to = end(entries, from, (byte) 0xff);
        int line = Math.min(end(entries, from, (byte) '\n'), to);
        String name = new String(entries, from, line - from, StandardCharsets.UTF_8);
        // What classes do is theirs.
        if (!name.endsWith(".class") || name.equals("module-info.class")) {
          put(zip, name, Arrays.copyOfRange(entries, Math.min(line + 1, to), to));
        }
        from = to + 1;
      }
    }
    return jar.toByteArray();
  }

  private static void put(ZipOutputStream zip, String name, byte[] content) throws IOException {
    try {
      zip.putNextEntry(new ZipEntry(name));
      zip.write(content);
    } catch (ZipException | IllegalArgumentException e) {
      // One of that name is there, or the name is too long.
    }
  }

  private static int end(byte[] bytes, int from, byte mark) {
    int at = from;
    while (at < bytes.length && bytes[at] != mark) {
      at++;
    }
    return at;
  }
}
