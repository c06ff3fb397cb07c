package org.nn4j.core;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Folders that are there until the JVM ends. */
public final class FolderOfJvm {
  private FolderOfJvm() {}

  /**
   * Creates a folder.
   *
   * @param parent where, such as {@code java.io.tmpdir}
   */
  public static Path create(Path parent, String prefix) {
    try {
      Path folder = Files.createTempDirectory(parent.toAbsolutePath(), prefix);
      Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(folder)));
      return folder;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void delete(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      List<Path> deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
      for (Path file : deepestFirst) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
