package org.nn4j.report.run;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.nn4j.core.InputException;

/** Reads single lines of a file. */
final class CsvLines {
  /** Longer lines are cut. */
  private static final int LENGTH = 400;

  private CsvLines() {}

  /**
   * Returns the lines that some samples came from, by number; none if the file is not known.
   *
   * @throws InputException if the file cannot be read
   */
  static Map<Long, String> read(Judged part, List<Integer> samples) {
    Path file = part.file();
    Set<Long> wanted = new HashSet<>();
    samples.forEach(sample -> wanted.add(part.data().line(sample)));
    Map<Long, String> lines = new HashMap<>();
    if (file == null) {
      return lines;
    }
    // A decoder of bytes, not of a charset's file: it replaces what is no UTF-8.
    try (BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(Files.newInputStream(file), StandardCharsets.UTF_8))) {
      String line = reader.readLine();
      for (long number = 1; line != null && lines.size() < wanted.size(); number++) {
        if (wanted.contains(number)) {
          lines.put(number, line.length() <= LENGTH ? line : line.substring(0, LENGTH) + " …");
        }
        line = reader.readLine();
      }
    } catch (IOException e) {
      throw InputException.in(file, "cannot be read: " + e.getMessage());
    }
    return lines;
  }
}
