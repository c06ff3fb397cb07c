package org.nn4j.formula;

/** Messages that point at a character of a formula. */
final class Faults {
  private static final int SHOWN = 60;

  private Faults() {}

  /** Returns an exception with the fault, the text around it, and a caret below its place. */
  static IllegalArgumentException at(String text, int index, String fault) {
    int from = Math.max(0, index - SHOWN);
    int to = Math.min(text.length(), index + SHOWN);
    String before = (from > 0 ? "…" : "") + text.substring(from, index);
    String after = text.substring(index, to) + (to < text.length() ? "…" : "");
    int caret = before.codePointCount(0, before.length());
    return new IllegalArgumentException(
        fault
            + " (at character "
            + (text.codePointCount(0, index) + 1)
            + ")\n  "
            + plain(before + after)
            + "\n  "
            + " ".repeat(caret)
            + "^");
  }

  /** Replaces what could move the caret's line or change the terminal. */
  private static String plain(String text) {
    return text.replaceAll("[\\p{Cntrl}\\p{Cf}\\u2028\\u2029]", " ");
  }
}
