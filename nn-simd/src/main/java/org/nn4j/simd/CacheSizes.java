package org.nn4j.simd;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The sizes of a processor's own caches, as Linux tells them, or else sizes that most processors
 * have. Results do not depend on them, only speed does.
 */
final class CacheSizes {
  private static final Path LINUX = Path.of("/sys/devices/system/cpu/cpu0/cache");
  private static final int KIB = 1024;

  /** Bytes of the first level. */
  static final int DATA = size(LINUX, "1", 32 * KIB);

  /** Bytes of the second level. */
  static final int SECOND = size(LINUX, "2", 1024 * KIB);

  private CacheSizes() {}

  /**
   * Returns the size of the cache of a level that holds data.
   *
   * @param directory the description of a processor's caches
   * @param otherwise the size where there is no description, or one that is not understood
   */
  static int size(Path directory, String level, int otherwise) {
    try {
      for (int i = 0; Files.isReadable(directory.resolve("index" + i + "/size")); i++) {
        Path cache = directory.resolve("index" + i);
        boolean data = !text(cache, "type").equals("Instruction");
        String size = text(cache, "size");
        if (data && text(cache, "level").equals(level) && size.matches("[1-9][0-9]{0,5}K")) {
          return Integer.parseInt(size.substring(0, size.length() - 1)) * KIB;
        }
      }
      return otherwise;
    } catch (UncheckedIOException e) {
      return otherwise; // a container that shows part of the description
    }
  }

  private static String text(Path cache, String file) {
    try {
      return Files.readString(cache.resolve(file)).strip();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
