package org.nn4j.core.data;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Where rows came from. */
public interface RowPlaces {
  /** Rows that came from no file. */
  RowPlaces NONE = row -> 0;

  /** Returns the line of its file on which a row starts, or 0 if it comes from none. */
  long line(int row);

  /** Returns the number of a row in its file from 1 where that has no lines, else 0. */
  default long number(int row) {
    return 0;
  }

  /** Returns the file that a row came from if the rows are those of several, or null. */
  default @Nullable Path file(int row) {
    return null;
  }

  /** Returns the places of the rows with these indices, in their order. */
  static RowPlaces select(RowPlaces all, int[] rows) {
    int[] chosen = rows.clone();
    return new RowPlaces() {
      @Override
      public long line(int row) {
        return all.line(chosen[row]);
      }

      @Override
      public long number(int row) {
        return all.number(chosen[row]);
      }

      @Override
      public @Nullable Path file(int row) {
        return all.file(chosen[row]);
      }
    };
  }
}
