package org.nn4j.core.data.csv;

import java.util.List;
import org.nn4j.core.data.NumericValues;

/** Receives a table in blocks of rows while it is read. */
public interface BlockSink {

  /**
   * Begins a table; what was taken before is forgotten.
   *
   * @param columns the number of columns of each block
   * @return the number of rows of each block but the last
   */
  int start(int columns);

  /**
   * Receives the next rows.
   *
   * @param line the line that the first row starts on
   * @param columns one per column: numbers, or codes of labels plus 1 with 0 for a missing one; NaN
   *     is missing in either
   * @param rows their size
   */
  void block(long line, List<NumericValues> columns, int rows);
}
