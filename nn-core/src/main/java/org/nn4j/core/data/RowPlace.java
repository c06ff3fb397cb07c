package org.nn4j.core.data;

import java.io.Serializable;
import java.nio.file.Path;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * Where one row came from, for messages; in the order of files, then lines.
 *
 * @param file the file's name if the rows are those of several, or null
 * @param line the line, or 0 if it comes from none
 */
public record RowPlace(@Nullable String file, long line)
    implements Comparable<RowPlace>, Serializable {
  private static final long serialVersionUID = 1;

  private static final Comparator<RowPlace> ORDER =
      Comparator.comparing(RowPlace::file, Comparator.nullsFirst(Comparator.naturalOrder()))
          .thenComparingLong(RowPlace::line);

  /** Returns the place of a row. */
  public static RowPlace of(RowPlaces rows, int row) {
    Path file = rows.file(row);
    return new RowPlace(file == null ? null : String.valueOf(file.getFileName()), rows.line(row));
  }

  /** Returns whether the row came from a line of a file. */
  public boolean known() {
    return line > 0;
  }

  /** Returns {@code line 7}, or {@code part-2.csv:7}. */
  public String inWords() {
    return file == null ? "line " + line : toString();
  }

  /** Returns {@code 7}, or {@code part-2.csv:7}. */
  @Override
  public String toString() {
    return file == null ? String.valueOf(line) : file + ":" + line;
  }

  @Override
  public int compareTo(RowPlace other) {
    return ORDER.compare(this, other);
  }
}
