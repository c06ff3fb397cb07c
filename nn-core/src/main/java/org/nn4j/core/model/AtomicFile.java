package org.nn4j.core.model;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import org.nn4j.core.InputException;

/**
 * Writes files that are there whole or not at all: a temporary file beside the target is written,
 * forced to the disk and renamed. Whatever fails, the target keeps what it held.
 */
public final class AtomicFile {
  private AtomicFile() {}

  /** Writes the content of a file. */
  @FunctionalInterface
  public interface Content {
    /** Writes to a channel that is open for writing. */
    void write(FileChannel channel) throws IOException;
  }

  /**
   * Checks that a file can be written, without touching it.
   *
   * @throws InputException if it is a folder, its folder is missing or one of both is not writable
   */
  public static void requireWritable(Path file) {
    Path folder = folder(file);
    if (Files.isDirectory(file)) {
      throw InputException.in(file, "cannot be written: it is a folder; name a file in it");
    }
    if (!Files.isDirectory(folder)) {
      throw InputException.in(file, "cannot be written: the folder " + folder + " does not exist");
    }
    if (!Files.isWritable(folder) || (Files.exists(file) && !Files.isWritable(file))) {
      throw InputException.in(file, "cannot be written: no permission");
    }
  }

  /**
   * Writes a file, replacing what was there.
   *
   * @throws InputException if it cannot be written; the target is unchanged then
   */
  public static void write(Path file, Content content) {
    requireWritable(file);
    try {
      Path temporary = Files.createTempFile(folder(file), "." + file.getFileName(), ".tmp");
      try {
        try (FileChannel channel = FileChannel.open(temporary, StandardOpenOption.WRITE)) {
          content.write(channel);
          channel.force(true);
        }
        replace(temporary, file);
      } finally {
        Files.deleteIfExists(temporary);
      }
    } catch (IOException e) {
      throw InputException.in(file, "cannot be written: " + reason(e));
    }
  }

  private static void replace(Path temporary, Path file) throws IOException {
    try {
      Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (AtomicMoveNotSupportedException e) {
      Files.move(temporary, file, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  private static Path folder(Path file) {
    Path folder = file.toAbsolutePath().getParent();
    return folder == null ? file.toAbsolutePath() : folder;
  }

  static String reason(IOException e) {
    String message = e.getMessage();
    return e.getClass().getSimpleName() + (message == null ? "" : ": " + message);
  }
}
