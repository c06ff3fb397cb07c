package org.nn4j.core.io;

import java.io.IOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.nn4j.core.log.Logs;
import org.slf4j.Logger;

/**
 * The temporary files of this program. None outlives it: when it is asked to end, by Ctrl-C or
 * SIGTERM for example, existing ones are removed. They stay only if it is killed.
 */
public final class TemporaryFiles {
  private static final Set<Path> FILES = new HashSet<>();
  private static final Logger LOG = Logs.of(TemporaryFiles.class);

  private static boolean hooked;
  private static boolean ended;

  private TemporaryFiles() {}

  /**
   * Creates an empty file, as {@link Files#createTempFile(Path, String, String, FileAttribute...)}
   * does, which is to be given to {@link #move} or {@link #delete}.
   *
   * @param folder where, or null for the folder of temporary files
   */
  public static Path create(
      @Nullable Path folder, String prefix, String suffix, FileAttribute<?>... attributes)
      throws IOException {
    synchronized (FILES) {
      if (!ended) {
        Path made =
            (folder == null
                    ? Files.createTempFile(prefix, suffix, attributes)
                    : Files.createTempFile(folder, prefix, suffix, attributes))
                .toAbsolutePath();
        FILES.add(made);
        hook();
        return made;
      }
    }
    return awaitTheEnd();
  }

  /**
   * Creates an empty file in the folder of another one, as {@link #create} does, with the
   * permissions that new files have: those of temporary files are their owner's alone.
   */
  public static Path createBeside(Path file, String prefix, String suffix) throws IOException {
    Path folder = Objects.requireNonNullElse(file.toAbsolutePath().getParent(), file);
    return folder.getFileSystem().supportedFileAttributeViews().contains("posix")
        ? create(
            folder,
            prefix,
            suffix,
            // The umask still applies.
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-rw-rw-")))
        : create(folder, prefix, suffix);
  }

  private static void hook() {
    if (!hooked) {
      hooked = true;
      try {
        Runtime.getRuntime().addShutdownHook(new Thread(TemporaryFiles::deleteAll));
      } catch (IllegalStateException e) {
        return; // The program is already ending; the writer removes what it writes from now on.
      }
    }
  }

  /**
   * Gives a temporary file its name, replacing a file that has it; atomically, if the system can.
   */
  public static void move(Path temporary, Path target) throws IOException {
    synchronized (FILES) {
      if (!ended) {
        try {
          Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
          Files.move(temporary, target, StandardCopyOption.REPLACE_EXISTING);
        }
        FILES.remove(temporary);
        return;
      }
    }
    awaitTheEnd();
  }

  /** Removes a temporary file, if it is there. */
  public static void delete(Path temporary) throws IOException {
    synchronized (FILES) {
      Files.deleteIfExists(temporary);
      FILES.remove(temporary);
    }
  }

  /**
   * Removes all temporary files for good, at the end of the program: other threads that create or
   * move one are blocked until then.
   */
  public static void end() {
    synchronized (FILES) {
      deleteAll();
      ended = true;
    }
  }

  private static void deleteAll() {
    synchronized (FILES) {
      for (Path file : FILES) {
        try {
          Files.deleteIfExists(file);
        } catch (IOException e) {
          LOG.debug(
              "{} stays behind", file, e); // too late to report it; the others can still be removed
        }
      }
      FILES.clear();
    }
  }

  private static Path awaitTheEnd() {
    while (true) {
      LockSupport.park();
    }
  }
}
