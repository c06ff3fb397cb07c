package org.nn4j.core.data;

import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.function.IntToLongFunction;

/**
 * The rows of several files, one file after the other.
 *
 * @param files those that have rows
 * @param firstRows the first row of each, ascending
 * @param lines returns the line of a row
 */
record FileRows(List<Path> files, List<Integer> firstRows, IntToLongFunction lines)
    implements RowPlaces {
  @Override
  public long line(int row) {
    return lines.applyAsLong(row);
  }

  @Override
  public Path file(int row) {
    int found = Collections.binarySearch(firstRows, row);
    return files.get(found >= 0 ? found : -found - 2);
  }
}
