package org.nn4j.core.io;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.nn4j.core.InputException;

/**
 * Writes files whole or not at all: a temporary file beside the target is written, forced to the
 * disk and renamed. Whatever fails, the target keeps its old contents.
 */
public final class AtomicFile {
  private static final String SUFFIX = ".tmp";

  /** Most characters of a target's name in a temporary one, which may have 255 bytes. */
  private static final int MOST_CHARACTERS = 50;

  /** As many links as Linux follows. */
  private static final int MOST_LINKS = 40;

  /** A dot, the target's name, digits, the suffix; see {@link #temporary}. */
  private static final Pattern TEMPORARY = Pattern.compile("\\.(.+?)\\d+\\" + SUFFIX);

  private AtomicFile() {}

  /** Writes the content of a file. */
  @FunctionalInterface
  public interface Content {
    /** Writes to a channel that is open for writing. */
    void write(FileChannel channel) throws IOException;
  }

  /**
   * Checks that a file can be written, without touching it: a file is created beside it and
   * removed, since permissions do not cover everything that can prevent writing.
   *
   * @throws InputException if it is a folder or a link that leads to itself, or its folder is
   *     missing or takes no files
   */
  public static void requireWritable(Path file) {
    target(file);
  }

  /** Returns where a file will be written, following links, after checking that it can be. */
  private static Path target(Path link) {
    Path file = link;
    if (Files.isDirectory(file)) {
      throw InputException.in(file, "cannot be written: it is a folder; name a file in it");
    }
    if (Files.exists(file) && !Files.isWritable(file)) {
      throw InputException.in(file, "cannot be written: no permission");
    }
    if (special(file)) {
      return file;
    }
    try {
      file = followed(file);
      requireName(file);
    } catch (IOException e) {
      throw InputException.in(link, "cannot be written: " + reason(e));
    }
    Path folder = folder(file);
    if (!Files.isDirectory(folder)) {
      throw InputException.in(
          link,
          "cannot be written: "
              + folder
              + (Files.exists(folder) ? " is not a folder" : ", its folder, does not exist"));
    }
    try {
      TemporaryFiles.delete(temporary(file));
    } catch (IOException e) {
      throw InputException.in(
          link, "cannot be written: no file can be created in " + folder + ": " + reason(e));
    }
    return file;
  }

  /** Returns what a link leads to, whether it exists or not. */
  private static Path followed(Path link) throws IOException {
    Path file = link;
    for (int links = 0; Files.isSymbolicLink(file); links++) {
      if (links == MOST_LINKS) {
        throw new IOException("it is a symbolic link that leads to itself; remove it");
      }
      file = file.resolveSibling(Files.readSymbolicLink(file));
    }
    return file;
  }

  /** Requires a name that the file system takes: temporary files have a shorter one. */
  private static void requireName(Path file) throws IOException {
    try {
      Files.readAttributes(file, BasicFileAttributes.class);
    } catch (NoSuchFileException | NotDirectoryException e) {
      return; // The folder is looked at next.
    }
  }

  /**
   * Writes a file, replacing what was there. Where a link leads elsewhere, the file there is made
   * or replaced. A device or a pipe stays what it is: it is written to.
   *
   * @throws InputException if it cannot be written; the target is unchanged then
   */
  public static void write(Path file, Content content) {
    Path target = target(file);
    try {
      if (special(file)) {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
          content.write(channel);
        }
      } else {
        replace(target, content);
      }
    } catch (IOException e) {
      throw InputException.in(file, "cannot be written: " + reason(e));
    }
  }

  /**
   * Writes bytes to a file, as {@link #write(Path, Content)} does.
   *
   * @throws InputException if it cannot be written; the target is unchanged then
   */
  public static void write(Path file, byte[] bytes) {
    write(
        file,
        channel -> {
          ByteBuffer buffer = ByteBuffer.wrap(bytes);
          while (buffer.hasRemaining()) {
            channel.write(buffer);
          }
        });
  }

  /**
   * Removes what writing left in a folder when the program was killed: the temporary files of
   * targets whose names match. No such file may be written meanwhile.
   *
   * @throws InputException if the folder cannot be read or a file cannot be removed
   */
  public static void removeLeftovers(Path folder, Predicate<String> target) {
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        Matcher name = TEMPORARY.matcher(file.getFileName().toString());
        if (name.matches() && target.test(name.group(1))) {
          Files.delete(file);
        }
      }
    } catch (IOException e) {
      throw InputException.in(folder, "leftovers cannot be removed: " + reason(e));
    }
  }

  private static void replace(Path file, Content content) throws IOException {
    Path temporary = temporary(file);
    try {
      try (FileChannel channel = FileChannel.open(temporary, StandardOpenOption.WRITE)) {
        content.write(channel);
        channel.force(true);
      }
      TemporaryFiles.move(temporary, file);
      forceEntry(folder(file));
    } finally {
      TemporaryFiles.delete(temporary);
    }
  }

  /** Forces the renaming to the disk, on systems where a folder can be opened for that. */
  private static void forceEntry(Path folder) {
    try (FileChannel channel = FileChannel.open(folder)) {
      channel.force(true);
    } catch (IOException e) {
      return; // Windows: the file is complete, but a power failure may lose its new name.
    }
  }

  /** Returns whether there is something that is neither a file nor a folder. */
  private static boolean special(Path file) {
    return Files.exists(file) && !Files.isRegularFile(file) && !Files.isDirectory(file);
  }

  /** Creates an empty file beside another, with its permissions or those that new files have. */
  private static Path temporary(Path file) throws IOException {
    String name = String.valueOf(file.getFileName());
    boolean whole = name.codePointCount(0, name.length()) <= MOST_CHARACTERS;
    String prefix =
        "." + (whole ? name : name.substring(0, name.offsetByCodePoints(0, MOST_CHARACTERS)));
    Path made = TemporaryFiles.createBeside(file, prefix, SUFFIX);
    boolean posix = made.getFileSystem().supportedFileAttributeViews().contains("posix");
    if (posix && Files.exists(file)) {
      Files.setPosixFilePermissions(made, Files.getPosixFilePermissions(file));
    }
    return made;
  }

  private static Path folder(Path file) {
    Path folder = file.toAbsolutePath().getParent();
    return folder == null ? file.toAbsolutePath() : folder;
  }

  /** Returns why something failed, without the names of classes and temporary files. */
  public static String reason(IOException e) {
    if (e instanceof AccessDeniedException) {
      return "no permission";
    }
    if (e instanceof NoSuchFileException) {
      return "no such file or folder";
    }
    if (e instanceof FileAlreadyExistsException) {
      return "a file of that name is in the way";
    }
    if (e instanceof ClosedByInterruptException) {
      return "the thread was interrupted";
    }
    String reason = e instanceof FileSystemException failure ? failure.getReason() : e.getMessage();
    return reason == null ? e.getClass().getSimpleName() : reason;
  }
}
