package org.nn4j.core.data.csv;

import java.nio.file.Path;
import org.nn4j.core.InputException;
import org.nn4j.core.data.text.Decimals;

/**
 * A column without a name, which is left out if that is certainly right: if it is empty, or counts
 * the rows from 0 or 1, as data frames write their index.
 */
final class NamelessColumn {
  private final int position;
  private final Path file;
  private final long line;

  /** The number that the last cell of an index holds, or −1 before the first. */
  private long last = -1;

  private boolean counts;
  private boolean empty = true;

  /**
   * Begins a column.
   *
   * @param file the first file that it is read from
   * @param line the header's line
   * @param position its number from 1
   */
  NamelessColumn(Path file, long line, int position) {
    this.file = file;
    this.line = line;
    this.position = position;
  }

  /** Returns what a column without a name is called. */
  static String name(int position) {
    return "column" + position;
  }

  /**
   * Adds a cell.
   *
   * @param first whether it is the first of its file
   * @throws InputException if the column holds something else
   */
  void add(char[] text, int from, int to, boolean first) {
    if (from == to && !counts) {
      return;
    }
    double number = Decimals.parse(text, from, to);
    boolean next = number == last + 1 && (counts || first);
    if (!next && !(first && (number == 0 || number == 1))) {
      throw InputException.at(
          file,
          line,
          position,
          "the column has no name but holds values such as '"
              + new String(text, from, to - from)
              + "'; name it in the header line, or leave it out (--ignore "
              + name(position)
              + "); if the first line is data, give --no-header");
    }
    empty = false;
    counts = true;
    last = (long) number;
  }

  /** Describes why it was left out. */
  String reason() {
    return "column "
        + position
        + ", which has no name and "
        + (empty ? "is empty" : "counts the rows")
        + ", left out";
  }
}
