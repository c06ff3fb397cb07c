package org.nn4j.core.io;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeSet;
import org.nn4j.core.InputException;
import org.nn4j.core.data.Dataset;

/** Shows lines of the CSV file that samples came from. */
public final class SourceLines {
  private SourceLines() {}

  /**
   * Reads some lines of a file, gzipped or not, as they are written; of a record with quoted line
   * ends only the first line.
   *
   * @param numbers the lines' numbers from 1, see {@link Dataset#line}; others are left out
   * @return the existing lines by number; none from a source that cannot be read again, such as a
   *     pipe, or whose encoding had to be specified
   * @throws InputException if the file cannot be read
   */
  public static Map<Long, String> read(Path file, Collection<Long> numbers) {
    TreeSet<Long> wanted = new TreeSet<>(numbers);
    wanted.headSet(1L).clear();
    Map<Long, String> lines = new LinkedHashMap<>();
    if (wanted.isEmpty() || Files.isDirectory(file) || !Spool.isRereadable(file)) {
      return lines;
    }
    long last = wanted.last();
    try (BufferedReader text = InputFiles.text(file, null)) {
      String line = text.readLine();
      for (long number = 1; line != null && number <= last; number++) {
        if (wanted.contains(number)) {
          lines.put(number, line);
        }
        line = text.readLine();
      }
    } catch (InputException e) {
      return Map.of(); // the table was read, so it is the encoding that is not known here
    } catch (IOException e) {
      throw InputFiles.fault(file, e);
    }
    return lines;
  }
}
