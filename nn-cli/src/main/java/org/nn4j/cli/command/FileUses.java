package org.nn4j.cli.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.nn4j.core.InputException;
import org.nn4j.core.data.TableStorage;
import org.nn4j.core.data.read.TableReader;
import org.nn4j.core.io.AtomicFile;
import org.nn4j.core.io.Spool;
import org.nn4j.experiment.config.Setting;
import org.nn4j.experiment.config.Settings;

/**
 * The files that a command line reads and those that it writes, as its verb declares them: no file
 * may be both read and written, or written twice.
 *
 * <p>Files are compared by the operating system, so that links of either kind are recognized.
 * Pipes, devices and {@code -}, the standard streams, may have any number of uses.
 */
final class FileUses {
  private static final int MOST_LINKS = 40;
  private static final Path STANDARD_INPUT = Path.of("/dev/stdin");

  private final List<Use> reads = new ArrayList<>();
  private final List<Use> writes = new ArrayList<>();

  /**
   * One use.
   *
   * @param name what names the file, such as a flag
   * @param path the file or folder
   * @param names the names of the files used in a folder, or null if the path is a file
   * @param fault creates an error with the place where the path was written
   */
  private record Use(
      String name,
      Path path,
      @Nullable Predicate<String> names,
      Function<String, InputException> fault) {

    static Use of(String name, Path path, @Nullable Predicate<String> names) {
      return new Use(name, path, names, message -> new InputException(name + ": " + message));
    }

    /** Whether a file is this one, or one of those used in this folder. */
    boolean covers(Path file) {
      Predicate<String> inFolder = names;
      if (inFolder == null) {
        return isSame(path, file);
      }
      Path parent = target(file).getParent();
      return parent != null
          && inFolder.test(String.valueOf(target(file).getFileName()))
          && isSame(parent, path);
    }
  }

  /** Whether a file is the cache of a table, by its name. */
  static boolean isCache(String name) {
    return name.endsWith(TableStorage.CACHE_SUFFIX);
  }

  private static boolean isPlugin(String name) {
    return name.endsWith(".jar") || name.endsWith(".java");
  }

  /** Declares a file that is read. */
  FileUses reads(String name, @Nullable Path file) {
    if (file != null) {
      reads.add(Use.of(name, file, null));
    }
    return this;
  }

  /** Declares data that are read: a file, a pattern of several, images with their labels. */
  FileUses readsData(String name, @Nullable Path data) {
    if (data != null) {
      dataFiles(data).forEach(file -> reads(name, file));
    }
    return this;
  }

  /** Declares a plug-in that is read, or those in a folder. */
  FileUses readsPlugins(String name, Path place) {
    return Files.isRegularFile(place)
        ? reads(name, place)
        : readsIn(name, place, FileUses::isPlugin);
  }

  /** Declares files that are read in a folder, by their names. */
  FileUses readsIn(String name, @Nullable Path folder, Predicate<String> names) {
    if (folder != null) {
      reads.add(Use.of(name, folder, names));
    }
    return this;
  }

  /** Declares a file that is written, even if it is read before in order to continue it. */
  FileUses writes(String name, @Nullable Path file) {
    if (file != null) {
      writes.add(Use.of(name, file, null));
    }
    return this;
  }

  /** Declares a file of a setting that is written; errors name the place of the setting. */
  FileUses writes(Settings settings, Setting<Path> setting, Path file) {
    writes.add(new Use(setting.flag(), file, null, message -> settings.fault(setting, message)));
    return this;
  }

  /** Declares files that are written in a folder, by their names. */
  FileUses writesIn(String name, @Nullable Path folder, Predicate<String> names) {
    if (folder != null) {
      writes.add(Use.of(name, folder, names));
    }
    return this;
  }

  /** Whether a path is declared, for reading or writing. */
  boolean declares(Path path) {
    return reads.stream().anyMatch(use -> use.path.equals(path))
        || writes.stream().anyMatch(use -> use.path.equals(path));
  }

  /**
   * Requires that no file written has another use.
   *
   * @throws InputException if one has, naming both uses
   */
  void requireApart() {
    for (int i = 0; i < writes.size(); i++) {
      Use written = writes.get(i);
      for (Use read : reads) {
        if (Files.exists(read.path)) {
          requireOther(written, read, "being read");
        }
      }
      for (Use other : writes.subList(0, i)) {
        requireOther(written, other, "written too");
      }
    }
  }

  private static void requireOther(Use written, Use other, String use) {
    if (written.names == null && other.covers(written.path)) {
      throw written.fault.apply(
          written.path
              + (other.names == null ? " is the file of " : " is a file in the folder of ")
              + other.name
              + (", which is " + use + "; name another"));
    }
    if (written.names != null && other.names == null && written.covers(other.path)) {
      throw written.fault.apply(
          other.path
              + (" in this folder would be overwritten, but is the file of " + other.name)
              + (", which is " + use + "; name another folder"));
    }
  }

  private static boolean isSame(Path a, Path b) {
    try {
      if (!Files.exists(a) || !Files.exists(b)) {
        return target(a).equals(target(b));
      }
      return (Files.isRegularFile(a) || Files.isDirectory(a)) && Files.isSameFile(a, b);
    } catch (IOException e) {
      throw InputException.in(a, "cannot be compared with " + b + ": " + AtomicFile.reason(e));
    }
  }

  /** Returns where a path leads, including through links to what does not exist yet. */
  private static Path target(Path path) {
    Path end = path.toAbsolutePath();
    try {
      for (int links = 0; Files.isSymbolicLink(end) && links < MOST_LINKS; links++) {
        end = end.resolveSibling(Files.readSymbolicLink(end));
      }
      Path parent = Objects.requireNonNullElse(end.getParent(), end);
      return Files.isDirectory(parent)
          ? parent.toRealPath().resolve(end.getFileName()).normalize()
          : end.normalize();
    } catch (IOException e) {
      throw InputException.in(path, "cannot be followed: " + AtomicFile.reason(e));
    }
  }

  private static List<Path> dataFiles(Path data) {
    if (Spool.isStream(data)) {
      // Not opened, since a pipe can be read only once. Standard input may still be a file.
      return List.of(data.toString().equals("-") ? STANDARD_INPUT : data);
    }
    try {
      return TableReader.named(data);
    } catch (InputException e) {
      return List.of(data); // Faults in the data are reported when they are read.
    }
  }
}
