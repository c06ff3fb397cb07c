package org.nn4j.api;

import java.io.Closeable;
import java.io.IOException;
import java.util.List;

/**
 * The rows of an open {@link TableSource}, one at a time.
 *
 * <p>Used by one thread. The methods about a cell are of the row that {@link #next} went to;
 * columns are counted from 0. Faults in reading are {@link IOException}s with a message in the
 * user's terms, one line, without the file's name.
 */
public interface TableRows extends Closeable {

  /** What the cells of a column are. */
  enum Content {
    /** Numbers, which can be told as texts too. */
    NUMBERS,
    /** Texts, each a category. */
    TEXTS,
    /** Something that is neither; such a column can only be left out. */
    OTHER
  }

  /**
   * A column.
   *
   * @param name its name
   * @param type what the file calls its type: {@code DECIMAL(10,2)}
   * @param content what its cells are
   */
  record Column(String name, String type, Content content) {}

  /** Returns the columns in their order. */
  List<Column> columns();

  /**
   * Goes to the next row, at first to the first one.
   *
   * @return whether there is one
   */
  boolean next() throws IOException;

  /** Tells whether the value of a cell is missing. */
  boolean isMissing(int column) throws IOException;

  /**
   * Returns the number in a cell, of a column of {@link Content#NUMBERS}, that is nearest to its
   * value. NaN and infinities are no missing values, and faults if the column is used.
   */
  double number(int column) throws IOException;

  /**
   * Returns the text of a cell, or of a number all its digits: {@code 9007199254740993}. A number
   * without a fraction has no decimal point unless its type fixes one: {@code 3}, but {@code 3.50}
   * as {@code DECIMAL(10,2)}.
   */
  String text(int column) throws IOException;
}
