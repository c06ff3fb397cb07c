package org.nn4j.core.data;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Where the rows of a table came from. */
interface RowPlaces {

  /** Returns the line of its file on which a row starts. */
  long line(int row);

  /** Returns the file, or null for the table's only one. */
  default @Nullable Path file(int row) {
    return null;
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
      public @Nullable Path file(int row) {
        return all.file(rows[row]);
      }
    };
  }
}
