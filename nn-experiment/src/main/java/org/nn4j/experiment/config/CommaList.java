package org.nn4j.experiment.config;

import java.util.ArrayList;
import java.util.List;

/**
 * Lists written as one text, with commas between the items. Text in brackets or quotes is not
 * split; a quote opens only at the beginning of an item, or of a value in it, and two in a row mean
 * one literal quote: {@code "5"" pipe, EUR",size}.
 */
public final class CommaList {
  private static final char QUOTE = '"';

  private CommaList() {}

  /** Splits a text into its items as they are written; an empty text has none. */
  public static List<String> divide(String text) {
    List<String> items = new ArrayList<>();
    int depth = 0;
    int from = 0;
    boolean quoted = false;
    char before = ',';
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == QUOTE
          && (quoted ? before != '\\' : before == QUOTE || ",([=:".indexOf(before) >= 0)) {
        quoted = !quoted;
      } else if (!quoted) {
        depth = Math.max(0, depth + (c == '(' || c == '[' ? 1 : c == ')' || c == ']' ? -1 : 0));
        if (c == ',' && depth == 0) {
          items.add(text.substring(from, i));
          from = i + 1;
        }
      }
      before = c == ' ' && !quoted ? before : c;
    }
    if (!text.isBlank()) {
      items.add(text.substring(from));
    }
    return items;
  }

  /** Returns whether an item stands in quotes as a whole. */
  private static boolean isQuoted(String item) {
    String text = item.strip();
    int last = text.length() - 1;
    return last > 0
        && text.charAt(0) == QUOTE
        && text.charAt(last) == QUOTE
        && text.substring(1, last).replace("\"\"", "").indexOf(QUOTE) < 0;
  }

  /** Returns an item without the quotes that it stands in as a whole, or else without blanks. */
  public static String unquote(String item) {
    String text = item.strip();
    return isQuoted(text) ? text.substring(1, text.length() - 1).replace("\"\"", "\"") : text;
  }

  /** Returns a text as an item, quoted if it is empty or {@link #unquote} would change it. */
  static String quote(String text) {
    return !text.isEmpty() && unquote(text).equals(text)
        ? text
        : QUOTE + text.replace("\"", "\"\"") + QUOTE;
  }
}
