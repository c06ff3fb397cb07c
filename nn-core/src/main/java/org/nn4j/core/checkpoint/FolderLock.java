package org.nn4j.core.checkpoint;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.nn4j.core.InputException;
import org.nn4j.core.io.AtomicFile;

/**
 * The lock by which a run has a folder for itself; the system releases it when the program ends,
 * however it ends.
 */
record FolderLock(FileChannel channel) implements AutoCloseable {
  private static final String NAME = ".lock";

  /**
   * Locks a folder.
   *
   * @throws InputException if another run has it or no file can be made there
   */
  static FolderLock take(Path folder) {
    try {
      FileChannel channel =
          FileChannel.open(
              folder.resolve(NAME), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      if (isTaken(channel)) {
        return new FolderLock(channel);
      }
      channel.close();
    } catch (IOException e) {
      throw InputException.in(folder, "cannot be written to: " + AtomicFile.reason(e));
    }
    throw InputException.in(
        folder, "another training run writes its checkpoints there; give each its own folder");
  }

  private static boolean isTaken(FileChannel channel) {
    try {
      return channel.tryLock() != null;
    } catch (OverlappingFileLockException e) {
      return false;
    } catch (IOException e) {
      return true; // Some network file systems have no locks; there, users must keep runs apart.
    }
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw new IllegalStateException("a lock cannot be closed", e);
    }
  }
}
