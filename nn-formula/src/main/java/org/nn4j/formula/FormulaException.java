package org.nn4j.formula;

/** A text that is no formula; the message tells the fault and where it is. */
public final class FormulaException extends IllegalArgumentException {
  private static final long serialVersionUID = 1;
  private static final int SHOWN = 40;

  private final int index;
  private final String marked;

  /**
   * Creates an exception.
   *
   * @param fault what is wrong
   * @param advice what to do, after the place; or nothing
   */
  FormulaException(String text, int index, String fault, String advice) {
    super(fault + " at character " + (text.codePointCount(0, index) + 1) + advice);
    int from = Math.max(0, index - SHOWN);
    int to = Math.min(text.length(), index + SHOWN);
    String before = (from > 0 ? "…" : "") + text.substring(from, index);
    String after = text.substring(index, to) + (to < text.length() ? "…" : "");
    this.index = index;
    this.marked =
        plain(before + after) + "\n" + " ".repeat(before.codePointCount(0, before.length())) + "^";
  }

  /** Returns the index in the text at which the fault is. */
  public int index() {
    return index;
  }

  /** Returns two lines: the text around the fault, and a caret below its place. */
  public String marked() {
    return marked;
  }

  /** Replaces what could move the caret's line or change the terminal. */
  private static String plain(String text) {
    return text.replaceAll("[\\p{Cntrl}\\p{Cf}\\u2028\\u2029]", " ");
  }
}
