package org.nn4j.core.data;

import java.nio.file.Path;
import java.util.List;
import java.util.function.IntToLongFunction;
import org.jspecify.annotations.Nullable;

/** Where the rows of a table came from. */
interface RowPlaces {

  /** Returns the line of its file on which a row starts, or 0 where that has no lines. */
  long line(int row);

  /** Returns the number of a row in its file from 1 where that has no lines, else 0. */
  default long number(int row) {
    return 0;
  }

  /** Returns the file, or null for the table's only one. */
  default @Nullable Path file(int row) {
    return null;
  }

  /**
   * Returns the places of rows of several files, one file after the other.
   *
   * @param files those that have rows
   * @param firstRows the first row of each, ascending
   * @param places returns a row's line or number
   * @param numbered whether that is its number
   */
  static RowPlaces of(
      List<Path> files, List<Integer> firstRows, IntToLongFunction places, boolean numbered) {
    IntToLongFunction none = row -> 0;
    return new FileRows(files, firstRows, numbered ? none : places, numbered ? places : none);
  }

  /** Returns the places of the rows with these indices, in their order. */
  default RowPlaces select(int[] rows) {
    RowPlaces all = this;
    return new RowPlaces() {
      @Override
      public long line(int row) {
        return all.line(rows[row]);
      }

      @Override
      public long number(int row) {
        return all.number(rows[row]);
      }

      @Override
      public @Nullable Path file(int row) {
        return all.file(rows[row]);
      }
    };
  }
}
