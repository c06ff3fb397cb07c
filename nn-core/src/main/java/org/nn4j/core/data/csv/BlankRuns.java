package org.nn4j.core.data.csv;

import java.io.IOException;
import java.io.Reader;

/**
 * Reduces each run of blanks and tabs outside quotes to one blank, and drops those at the beginning
 * and end of lines: fields separated by any number of blanks become CSV.
 */
final class BlankRuns extends Reader {
  private static final int NONE = -1;

  private final Reader text;
  private final char quote;
  private boolean quoted;
  private boolean pending;
  private boolean lineBegins = true;

  /** A character that was read but not yet handed over. */
  private int held = NONE;

  BlankRuns(Reader text, char quote) {
    this.text = text;
    this.quote = quote;
  }

  @Override
  public int read(char[] target, int offset, int length) throws IOException {
    int count = 0;
    while (count < length) {
      int c = next();
      if (c < 0) {
        break;
      }
      target[offset + count++] = (char) c;
    }
    return count == 0 && length > 0 ? NONE : count;
  }

  private int next() throws IOException {
    if (held != NONE) {
      int c = held;
      held = NONE;
      return c;
    }
    int c = text.read();
    while (!quoted && (c == ' ' || c == '\t')) {
      pending = !lineBegins;
      c = text.read();
    }
    boolean ends = c < 0 || c == '\n' || c == '\r';
    boolean blank = pending && !ends;
    quoted ^= c == quote;
    lineBegins = ends && !quoted;
    pending = false;
    if (blank) {
      held = c;
    }
    return blank ? ' ' : c;
  }

  @Override
  public void close() throws IOException {
    text.close();
  }
}
