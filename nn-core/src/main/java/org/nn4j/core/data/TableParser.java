package org.nn4j.core.data;

import org.jspecify.annotations.Nullable;

/** Reads the rows of a table that a cache is made of. */
interface TableParser {

  /**
   * Reads all rows.
   *
   * @param sink who keeps them, or null where the table does
   * @throws org.nn4j.core.InputException if that is impossible or something is wrong with them
   */
  TableBuilder parse(@Nullable BlockSink sink);

  /** Returns by what a cache knows the table, which changes when rows do. */
  SourceStamp stamp();

  /** Whether the bytes of the files alone make the table. */
  boolean isSelfContained();

  /** Tells whether rows have numbers in place of lines. */
  boolean numbered();
}
