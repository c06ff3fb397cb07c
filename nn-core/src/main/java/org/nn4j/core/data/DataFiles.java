package org.nn4j.core.data;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.PatternSyntaxException;
import org.nn4j.core.InputException;

/** The files that a path names: itself, or those of a folder whose names match its pattern. */
final class DataFiles {
  private static final String WILDCARDS = "*?[{";

  /** What text shrinks to at most when tables are gzipped, as a rule. */
  private static final int GZIP_RATIO = 4;

  private DataFiles() {}

  /**
   * Returns the files in the order of their names. A path to something that exists names that
   * alone; else its last part may be a pattern, as in {@code folder/part-*.csv}: {@code *} stands
   * for any characters, {@code ?} for one, {@code [a-f]} for one of some, <code>{a,b}</code> for
   * one of several texts. Hidden files and caches of tables are left out.
   *
   * @return the path itself if it holds no pattern, even if there is no such file
   * @throws InputException if no name matches or the folder cannot be read
   */
  static List<Path> of(Path path) {
    String pattern = String.valueOf(path.getFileName());
    if (Files.exists(path) || pattern.chars().noneMatch(c -> WILDCARDS.indexOf(c) >= 0)) {
      return List.of(path);
    }
    Path parent = path.getParent();
    Path folder = parent == null ? path.resolveSibling("") : parent;
    if (!Files.isDirectory(folder)) {
      throw InputException.in(
          path, "there is no folder " + folder + "; only a file's name may be a pattern");
    }
    List<Path> files = new ArrayList<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder, pattern)) {
      entries.forEach(files::add);
    } catch (PatternSyntaxException e) {
      throw InputException.in(path, "is no pattern of names: " + e.getDescription());
    } catch (IOException e) {
      throw InputFiles.fault(folder, e);
    }
    files.removeIf(file -> !isData(file));
    if (files.isEmpty()) {
      throw InputException.in(path, "no file has a name of this pattern");
    }
    files.sort(Comparator.comparing(file -> String.valueOf(file.getFileName())));
    return List.copyOf(files);
  }

  private static boolean isData(Path file) {
    String name = String.valueOf(file.getFileName());
    return !name.startsWith(".") && !name.endsWith(TableCache.SUFFIX) && !Files.isDirectory(file);
  }

  /**
   * Estimates how much text some files hold, in bytes: gzipped ones four times their size. What is
   * no regular file counts nothing, for a pipe can be read but once.
   */
  static long textSize(List<Path> files) {
    long size = 0;
    for (Path file : files) {
      try {
        if (Files.isRegularFile(file)) {
          size += Files.size(file) * (InputFiles.isGzip(file) ? GZIP_RATIO : 1);
        }
      } catch (IOException e) {
        throw InputFiles.fault(file, e);
      }
    }
    return size;
  }
}
