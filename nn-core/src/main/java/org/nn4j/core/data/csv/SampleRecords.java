package org.nn4j.core.data.csv;

import java.util.ArrayList;
import java.util.List;
import org.nn4j.core.data.text.MissingTexts;
import org.nn4j.core.data.text.NumberForm;

/** The first records of a CSV file, to be split into fields in several ways. */
final class SampleRecords {
  private final char[] text;
  private final boolean whole;
  private int at;

  /**
   * A field.
   *
   * @param quoted whether it stands in quotes
   * @param spaced whether blanks stand around these
   * @param tidy whether nothing else does
   */
  record Cell(String text, boolean quoted, boolean spaced, boolean tidy) {
    /** Returns whether nothing is there, not even quotes. */
    boolean isEmpty() {
      return text.isEmpty() && !quoted;
    }

    boolean isMissing(MissingTexts texts) {
      return text.isEmpty() || texts.match(text.toCharArray(), 0, text.length(), false);
    }

    /** Returns the forms of numbers that read it. */
    int forms() {
      return NumberForm.reading(text.toCharArray(), 0, text.length());
    }
  }

  /**
   * Creates the records of a text.
   *
   * @param whole whether it goes on to the end of the file, so that its last record is complete
   */
  SampleRecords(char[] text, boolean whole) {
    this.text = text;
    this.whole = whole;
  }

  /** Returns the first complete records, without empty lines; a part of one if none is complete. */
  List<List<Cell>> divide(char separator, char quote, int most) {
    List<List<Cell>> records = new ArrayList<>();
    at = 0;
    while (at < text.length && records.size() < most) {
      List<Cell> record = new ArrayList<>();
      boolean more = true;
      while (more) {
        record.add(cell(separator, quote));
        more = at < text.length && text[at] == separator;
        at += more ? 1 : 0;
      }
      boolean complete = at < text.length || whole;
      if (at < text.length && text[at] == '\r') {
        at++;
      }
      if (at < text.length && text[at] == '\n') {
        at++;
      }
      boolean empty = record.size() == 1 && record.get(0).isEmpty();
      if (!empty && (complete || records.isEmpty())) {
        records.add(record);
      }
    }
    return records;
  }

  /** Reads up to a separator, a line's end or the end. */
  private Cell cell(char separator, char quote) {
    int from = at;
    while (at < text.length && isBlank(separator)) {
      at++;
    }
    if (at == text.length || text[at] != quote) {
      return new Cell(rest(from, separator), false, false, true);
    }
    boolean spaced = at > from;
    StringBuilder content = new StringBuilder();
    at++;
    while (at < text.length && (text[at] != quote || isDoubled(quote))) {
      at += text[at] == quote ? 1 : 0;
      content.append(text[at++]);
    }
    at = Math.min(text.length, at + 1);
    int end = at;
    String behind = rest(end, separator);
    return new Cell(content + behind, true, spaced || at > end, behind.isEmpty());
  }

  private boolean isBlank(char separator) {
    return (text[at] == ' ' || text[at] == '\t') && text[at] != separator;
  }

  private boolean isDoubled(char quote) {
    return at + 1 < text.length && text[at + 1] == quote;
  }

  private String rest(int from, char separator) {
    while (at < text.length && text[at] != separator && text[at] != '\n' && text[at] != '\r') {
      at++;
    }
    return new String(text, from, at - from).strip();
  }
}
