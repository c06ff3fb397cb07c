package org.nn4j.core.data.cache;

import org.jspecify.annotations.Nullable;
import org.nn4j.core.data.csv.BlockSink;
import org.nn4j.core.data.csv.TableBuilder;

/** Reads the rows of a table that a cache is made of. */
public interface TableParser {

  /**
   * Reads all rows.
   *
   * @param sink receives them, or null to keep them in the table
   * @throws org.nn4j.core.InputException if they cannot be read or something is wrong with them
   */
  TableBuilder parse(@Nullable BlockSink sink);

  /** Returns what identifies the table to a cache; it changes when rows do. */
  SourceStamp stamp();

  /** Whether the bytes of the files alone make the table. */
  boolean isSelfContained();

  /** Whether what is read is gone with this program, and so its cache as soon as it is mapped. */
  boolean isPassing();

  /** Returns whether rows have numbers in place of lines. */
  boolean numbered();
}
