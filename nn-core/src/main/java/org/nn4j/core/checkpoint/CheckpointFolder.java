package org.nn4j.core.checkpoint;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.nn4j.core.InputException;
import org.nn4j.core.io.AtomicFile;

/**
 * The folder to which one training run writes its checkpoints: {@code
 * checkpoint-00000120.safetensors} after 120 steps, and {@code best.safetensors}, the model of the
 * best epoch.
 *
 * <p>While it is open no other run can open it, in this program or another.
 */
public final class CheckpointFolder implements AutoCloseable {
  private static final Pattern NAME = Pattern.compile("checkpoint-(\\d{1,18})\\.safetensors");
  private static final String BEST = "best.safetensors";

  private final Path folder;
  private final FolderLock lock;

  private CheckpointFolder(Path folder, FolderLock lock) {
    this.folder = folder;
    this.lock = lock;
  }

  /**
   * Opens a folder for writing, making it if need be; removes what a killed run left half-written.
   *
   * @throws InputException if files cannot be written there, or another run has it open
   */
  public static CheckpointFolder open(Path folder) {
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw InputException.in(folder, "the folder cannot be created: " + AtomicFile.reason(e));
    }
    CheckpointFolder opened = new CheckpointFolder(folder, FolderLock.take(folder));
    try {
      AtomicFile.removeLeftovers(folder, CheckpointFolder::isName);
      AtomicFile.requireWritable(opened.best());
    } catch (InputException e) {
      opened.close();
      throw e;
    }
    return opened;
  }

  /** Whether files of a name are written to such folders. */
  public static boolean isName(String name) {
    return name.equals(BEST) || NAME.matcher(name).matches();
  }

  /** Returns the folder. */
  public Path path() {
    return folder;
  }

  /** Returns where the model of the best epoch is written. */
  public Path best() {
    return folder.resolve(BEST);
  }

  Path file(long steps) {
    return folder.resolve(String.format(Locale.ROOT, "checkpoint-%08d.safetensors", steps));
  }

  /**
   * Requires that the folder holds no checkpoint that is ahead of a run, perhaps written by another
   * one. Damaged checkpoints do not count.
   *
   * @param steps the steps that the run has taken, or −1 for a new run, which tolerates no
   *     checkpoint
   * @throws InputException if there is one
   */
  public void requireNoneAfter(long steps) {
    for (Path file : list(folder)) {
      if (steps(file) > steps && (steps < 0 || isWhole(file))) {
        throw InputException.in(
            folder,
            "has a checkpoint already, "
                + file.getFileName()
                + (steps < 0 ? "" : ", that is ahead of step " + steps)
                + "; resume from it, or give another folder");
      }
    }
  }

  private static boolean isWhole(Path file) {
    try {
      Checkpoint.read(file);
      return true;
    } catch (InputException e) {
      requireNotInterrupted(e);
      return false;
    }
  }

  /** Does not take a file for damaged only because an interrupted thread cannot read it. */
  private static void requireNotInterrupted(InputException e) {
    if (Thread.currentThread().isInterrupted()) {
      throw e;
    }
  }

  /**
   * Removes all checkpoints but the newest few up to a step.
   *
   * @throws InputException if one cannot be removed
   */
  void keep(int count, long steps) {
    int kept = 0;
    for (Path file : list(folder)) {
      if (steps(file) <= steps && kept < count) {
        kept++;
        continue;
      }
      try {
        Files.deleteIfExists(file);
      } catch (IOException e) {
        throw InputException.in(file, "cannot be removed: " + AtomicFile.reason(e));
      }
    }
  }

  /**
   * Reads a checkpoint: a file, or the newest undamaged one in a folder.
   *
   * @param warn called with the damaged ones, and what is wrong with them
   * @return null if it is a folder without checkpoints
   * @throws InputException if there is no such file or folder, or all checkpoints are damaged
   */
  public static @Nullable Checkpoint read(Path path, Consumer<String> warn) {
    if (Files.notExists(path)) {
      throw InputException.in(path, "there is no such file or folder to go on from");
    }
    if (!Files.isDirectory(path)) {
      return Checkpoint.read(path);
    }
    List<Path> files = list(path);
    @Nullable InputException first = null;
    for (Path file : files) {
      try {
        return Checkpoint.read(file);
      } catch (InputException e) {
        requireNotInterrupted(e);
        warn.accept(e.getMessage() + "; taking the checkpoint before");
        first = first == null ? e : first;
      }
    }
    if (first != null) {
      throw InputException.in(path, "has no checkpoint that is whole: " + first.getMessage());
    }
    return null;
  }

  /** Returns the checkpoints in a folder, newest first. */
  private static List<Path> list(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      List<Path> found = new ArrayList<>(files.filter(CheckpointFolder::isCheckpoint).toList());
      found.sort(Comparator.comparingLong(CheckpointFolder::steps).reversed());
      return found;
    } catch (IOException e) {
      throw InputException.in(folder, "cannot be read: " + AtomicFile.reason(e));
    }
  }

  private static boolean isCheckpoint(Path file) {
    return steps(file) >= 0 && Files.isRegularFile(file);
  }

  private static long steps(Path file) {
    Matcher matcher = NAME.matcher(name(file));
    return matcher.matches() ? Long.parseLong(matcher.group(1)) : -1;
  }

  private static String name(Path file) {
    return String.valueOf(file.getFileName());
  }

  /** Lets other runs open the folder. */
  @Override
  public void close() {
    lock.close();
  }
}
