package org.nn4j.core.data.csv;

import java.io.IOException;
import java.io.PushbackReader;
import java.io.Reader;
import org.jspecify.annotations.Nullable;
import org.nn4j.core.data.text.PlainNumber;

/**
 * Reads the records of a CSV file up to the first field that is more than text, or text in quotes
 * without quotes and line ends in it; the parser of every CSV goes on from there. What a number is
 * made of is read while its end is looked for, which is what makes it faster.
 */
final class PlainRecords {
  /** A longer field is not plain. */
  private static final int ROOM = 1 << 16;

  /** How much is read at a time, little enough to stay in a processor's nearest cache. */
  private static final int PIECE = 1 << 13;

  /** What a number may start with or hold; as a separator it does not end one. */
  private static final String IN_NUMBERS = "-.0123456789";

  private final Reader text;
  private final char separator;
  private final char quote;
  private final TableHandler handler;
  private final PlainNumber number = new PlainNumber();
  private final char[] buffer = new char[ROOM];
  private int limit;

  /** Where the next field starts, its number in its record, and the record's line. */
  private int at;

  private int index;
  private long line = 1;

  /** Whether the last record ended in CR, to which LF may still belong. */
  private boolean returned;

  private PlainRecords(Reader text, Dialect dialect, TableHandler handler) {
    this.text = text;
    this.separator = dialect.separator();
    this.quote = dialect.quote();
    this.handler = handler;
  }

  /**
   * Hands plain fields to a handler.
   *
   * @return what follows them, if anything does
   */
  static @Nullable Reader read(Reader text, Dialect dialect, TableHandler handler)
      throws IOException {
    boolean plain = !dialect.spaced() && IN_NUMBERS.indexOf(dialect.separator()) < 0;
    return plain ? new PlainRecords(text, dialect, handler).read() : text;
  }

  private @Nullable Reader read() throws IOException {
    while (fields()) {
      System.arraycopy(buffer, at, buffer, 0, limit - at);
      limit -= at;
      at = 0;
      int count = limit == ROOM ? 0 : text.read(buffer, limit, Math.min(PIECE, ROOM - limit));
      if (count < 0 && limit == 0) {
        if (index > 0) {
          handler.field(index, buffer, 0, 0, false, line);
          handler.endRecord(index + 1, false, line);
        }
        return null;
      }
      if (count <= 0) {
        break;
      }
      limit += count;
    }
    handler.goOn(index, line);
    PushbackReader rest = new PushbackReader(text, Math.max(1, limit - at));
    rest.unread(buffer, at, limit - at);
    return rest;
  }

  /**
   * Hands over the fields whose ends are in the buffer.
   *
   * @return whether more can follow: whether the next one is plain as far as it is there
   */
  private boolean fields() {
    char[] chars = buffer;
    int to = limit;
    while (at < to) {
      int from = at;
      if (returned) {
        returned = false;
        if (chars[from] == '\n') {
          at++;
          continue;
        }
      }
      int end = from;
      if (chars[from] == quote) {
        end = closing(from + 1, to);
        if (end < 0 || end + 1 >= to) {
          return end >= 0;
        }
        if (!ends(chars[end + 1])) {
          return false;
        }
        handler.field(index, chars, from + 1, end, true, line);
        end++;
      } else {
        ColumnBuilder numbers = handler.numbers(index);
        if (numbers != null
            && number.read(chars, from, to)
            && number.end() < to
            && ends(chars[number.end()])) {
          end = number.end();
          handler.number(numbers, number.value(), line);
        } else {
          while (end < to && !ends(chars[end])) {
            end++;
          }
          if (end == to) {
            return true;
          }
          if (end > from || index > 0 || chars[end] == separator) {
            handler.field(index, chars, from, end, false, line);
          }
        }
      }
      at = end + 1;
      index++;
      if (chars[end] != separator) {
        handler.endRecord(index, index == 1 && end == from, line);
        returned = chars[end] == '\r';
        index = 0;
        line++;
      }
    }
    return true;
  }

  /**
   * Finds the next quote.
   *
   * @return the end of what is there if there is none; −1 if a line ends before
   */
  private int closing(int from, int to) {
    for (int i = from; i < to; i++) {
      char c = buffer[i];
      if (c == quote) {
        return i;
      }
      if (c == '\n' || c == '\r') {
        return -1;
      }
    }
    return to;
  }

  private boolean ends(char c) {
    return c == separator || c == '\n' || c == '\r';
  }
}
