package org.nn4j.api;

import java.io.Closeable;
import java.io.IOException;
import java.util.List;

/**
 * The rows of an open {@link TableSource}, one at a time.
 *
 * <p>Used by one thread. The methods that read a cell refer to the row that {@link #next} moved to;
 * columns are counted from 0. Read errors are {@link IOException}s with a one-line message in the
 * user's terms, without the file's name.
 */
public interface TableRows extends Closeable {

  /** What the cells of a column hold. */
  enum Content {
    /** Numbers, which can be read as text too. */
    NUMBERS,
    /** Strings, each a category. */
    TEXTS,
    /** Something else; such a column can only be excluded. */
    OTHER
  }

  /**
   * A column.
   *
   * @param name its name
   * @param type the type's name in the file, such as {@code DECIMAL(10,2)}
   * @param content what its cells hold
   */
  record Column(String name, String type, Content content) {}

  /** Returns the columns in their order. */
  List<Column> columns();

  /**
   * Moves to the next row; the first call moves to the first row.
   *
   * @return whether there is one
   */
  boolean next() throws IOException;

  /** Whether the value of a cell is missing. */
  boolean isMissing(int column) throws IOException;

  /**
   * Returns the value of a cell in a column of {@link Content#NUMBERS}, rounded to double. NaN and
   * infinities do not count as missing; they are errors if the column is used.
   */
  double number(int column) throws IOException;

  /**
   * Returns the text of a cell; of a number, all its digits: {@code 9007199254740993}. A whole
   * number has no decimal point unless its type fixes the fraction digits: {@code 3}, but {@code
   * 3.50} for {@code DECIMAL(10,2)}.
   */
  String text(int column) throws IOException;
}
