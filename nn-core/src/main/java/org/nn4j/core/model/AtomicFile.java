package org.nn4j.core.model;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.ThreadLocalRandom;
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
   * @throws InputException if it is a folder or device, its folder is missing or one of both is not
   *     writable
   */
  public static void requireWritable(Path file) {
    Path folder = folder(file);
    if (Files.isDirectory(file)) {
      throw InputException.in(file, "cannot be written: it is a folder; name a file in it");
    }
    if (!Files.isDirectory(folder)) {
      throw InputException.in(file, "cannot be written: the folder " + folder + " does not exist");
    }
    if (Files.exists(file) && !Files.isRegularFile(file)) {
      throw InputException.in(file, "cannot be written: it is not a regular file");
    }
    if (!Files.isWritable(folder) || (Files.exists(file) && !Files.isWritable(file))) {
      throw InputException.in(file, "cannot be written: no permission");
    }
  }

  /**
   * Writes a file, replacing what was there. A symbolic link stays one, its target is replaced; a
   * file that is replaced passes its permissions on, a new one gets the process' default.
   *
   * @throws InputException if it cannot be written; the target is unchanged then
   */
  public static void write(Path file, Content content) {
    requireWritable(file);
    try {
      Path target = Files.exists(file) ? file.toRealPath() : file;
      Path temporary = temporary(target);
      try {
        // Not Files.createTempFile, whose files nobody else may read.
        try (FileChannel channel =
            FileChannel.open(temporary, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
          content.write(channel);
          channel.force(true);
        }
        keepPermissions(target, temporary);
        replace(temporary, target);
      } finally {
        Files.deleteIfExists(temporary);
      }
      forceEntry(folder(target));
    } catch (IOException e) {
      throw InputException.in(file, "cannot be written: " + reason(e));
    }
  }

  /** Names a file that no other writer, in this process or another, names. */
  private static Path temporary(Path target) {
    String unique = Long.toHexString(ThreadLocalRandom.current().nextLong());
    return target.resolveSibling("." + target.getFileName() + "." + unique + ".tmp");
  }

  private static void keepPermissions(Path old, Path temporary) throws IOException {
    boolean posix = Files.getFileStore(temporary).supportsFileAttributeView("posix");
    if (posix && Files.exists(old)) {
      Files.setPosixFilePermissions(temporary, Files.getPosixFilePermissions(old));
    }
  }

  private static void replace(Path temporary, Path file) throws IOException {
    try {
      Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (AtomicMoveNotSupportedException e) {
      Files.move(temporary, file, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  /** Forces the renaming to the disk, where the system lets folders be opened for that. */
  private static void forceEntry(Path folder) {
    try (FileChannel channel = FileChannel.open(folder)) {
      channel.force(true);
    } catch (IOException e) {
      return; // Windows: the file is there and whole, its name may be lost with the power.
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
