package org.nn4j.core.data;

import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.function.IntToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * The rows of several files, one file after the other.
 *
 * @param source what the user calls them: the only one, or a pattern
 * @param files those that have rows
 * @param firstRows the first row of each, ascending
 * @param lines returns the line of a row
 */
record FileRows(Path source, List<Path> files, List<Integer> firstRows, IntToLongFunction lines)
    implements RowPlaces {
  @Override
  public long line(int row) {
    return lines.applyAsLong(row);
  }

  @Override
  public @Nullable Path file(int row) {
    int found = Collections.binarySearch(firstRows, row);
    Path file = files.get(found >= 0 ? found : -found - 2);
    return file.equals(source) ? null : file;
  }
}
