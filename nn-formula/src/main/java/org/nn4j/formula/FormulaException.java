package org.nn4j.formula;

/**
 * A text that is no formula. The message has the fault, the text around it, and a caret below its
 * place.
 */
public final class FormulaException extends IllegalArgumentException {
  private static final long serialVersionUID = 1;
  private static final int SHOWN = 60;

  private final int index;

  FormulaException(String text, int index, String fault) {
    super(message(text, index, fault));
    this.index = index;
  }

  /** Returns the index in the text at which the fault is. */
  public int index() {
    return index;
  }

  private static String message(String text, int index, String fault) {
    int from = Math.max(0, index - SHOWN);
    int to = Math.min(text.length(), index + SHOWN);
    String before = (from > 0 ? "…" : "") + text.substring(from, index);
    String after = text.substring(index, to) + (to < text.length() ? "…" : "");
    return fault
        + " (at character "
        + (text.codePointCount(0, index) + 1)
        + ")\n  "
        + plain(before + after)
        + "\n  "
        + " ".repeat(before.codePointCount(0, before.length()))
        + "^";
  }

  /** Replaces what could move the caret's line or change the terminal. */
  private static String plain(String text) {
    return text.replaceAll("[\\p{Cntrl}\\p{Cf}\\u2028\\u2029]", " ");
  }
}
