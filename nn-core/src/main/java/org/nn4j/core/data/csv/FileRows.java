package org.nn4j.core.data.csv;

import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.function.IntToLongFunction;
import org.jspecify.annotations.Nullable;
import org.nn4j.core.data.RowPlaces;

/**
 * The rows of several files, one file after the other.
 *
 * @param source what the user calls them: the only one, or a pattern
 * @param files those that have rows
 * @param firstRows the first row of each, ascending
 * @param lines returns the line of a row
 * @param numbers returns the number of a row
 */
public record FileRows(
    Path source,
    List<Path> files,
    List<Integer> firstRows,
    IntToLongFunction lines,
    IntToLongFunction numbers)
    implements RowPlaces {

  /**
   * Returns the places of rows of several files, one file after the other.
   *
   * @param places returns a row's line or number
   * @param numbered whether that is its number
   */
  public static FileRows of(
      Path source,
      List<Path> files,
      List<Integer> firstRows,
      IntToLongFunction places,
      boolean numbered) {
    IntToLongFunction none = row -> 0;
    return new FileRows(
        source, files, firstRows, numbered ? none : places, numbered ? places : none);
  }

  @Override
  public long line(int row) {
    return lines.applyAsLong(row);
  }

  @Override
  public long number(int row) {
    return numbers.applyAsLong(row);
  }

  @Override
  public @Nullable Path file(int row) {
    int found = Collections.binarySearch(firstRows, row);
    Path file = files.get(found >= 0 ? found : -found - 2);
    return file.equals(source) ? null : file;
  }
}
