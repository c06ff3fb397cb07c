package org.nn4j.core.data.read;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.PatternSyntaxException;
import org.nn4j.core.InputException;
import org.nn4j.core.data.TableStorage;
import org.nn4j.core.io.FileKind;
import org.nn4j.core.io.InputFiles;
import org.nn4j.core.io.Spool;

/** The files that a path names: itself, or those of a folder whose names match its pattern. */
final class DataFiles {
  private static final String WILDCARDS = "*?[{";

  /** The greatest compression ratio that gzip's format allows. */
  private static final int GZIP_MOST = 1032;

  private static final int BUFFER = 1 << 16;

  private DataFiles() {}

  /**
   * Returns the files in the order of their names. A path to something that exists names only that;
   * else its last part may be a pattern, as in {@code folder/part-*.csv}: {@code *} stands for any
   * characters, {@code ?} for one, {@code [a-f]} for one of some, <code>{a,b}</code> for one of
   * several texts. Hidden files and caches of tables are left out.
   *
   * @return the path itself if it holds no pattern, even if there is no such file
   * @throws InputException if no name matches or the folder cannot be read
   */
  static List<Path> of(Path path) {
    if (FileKind.isAddress(path)) {
      throw InputException.in(path, FileKind.missing(path));
    }
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
      throw InputException.in(
          path, "is neither a file nor a pattern of file names: " + e.getDescription());
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
    return !name.startsWith(".")
        && !name.endsWith(TableStorage.CACHE_SUFFIX)
        && !Files.isDirectory(file);
  }

  /**
   * Whether some files hold more text than a budget, in bytes. Gzipped files that might are
   * unpacked and counted, no further than necessary.
   */
  static boolean exceed(long budget, List<Path> files) {
    long left = budget;
    for (Path file : files) {
      try {
        long size = size(file);
        boolean large = size > left / GZIP_MOST;
        left -= large && InputFiles.isGzip(file) ? count(file, left) : size;
      } catch (IOException e) {
        throw InputFiles.fault(file, e);
      }
      if (left < 0) {
        return true;
      }
    }
    return false;
  }

  private static long size(Path file) throws IOException {
    FileChannel kept = Spool.find(file);
    return kept == null ? Files.size(file) : kept.size();
  }

  /** Counts the unpacked bytes of a file, and stops soon after the limit. */
  private static long count(Path file, long most) throws IOException {
    byte[] buffer = new byte[BUFFER];
    long count = 0;
    try (InputStream in = InputFiles.bytes(file)) {
      for (int read = 0; read >= 0 && count <= most; read = in.read(buffer)) {
        count += read;
      }
    }
    return count;
  }
}
