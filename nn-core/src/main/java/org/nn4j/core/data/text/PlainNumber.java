package org.nn4j.core.data.text;

/**
 * Reads numbers as most are written, {@code [-] digits [. digits]}, and finds where they end.
 *
 * <p>Whether there is a number and where it ends is known before its value, for which a processor
 * divides while it goes on with the next.
 */
public final class PlainNumber {
  /** So many digits do not overflow a long. */
  private static final int MOST_DIGITS = 18;

  private long digits;
  private int decimals;
  private boolean negative;
  private int end;

  /** Creates a reader. */
  public PlainNumber() {}

  /**
   * Reads a number.
   *
   * @param to the end of the text, of which the number may be the beginning
   * @return whether there is one whose digits form an integer below 2⁵³
   */
  public boolean read(char[] text, int from, int to) {
    int i = from;
    boolean minus = i < to && text[i] == '-';
    if (minus) {
      i++;
    }
    int start = i;
    long number = 0;
    for (; i < to && Decimals.isDigit(text[i]); i++) {
      number = number * 10 + (text[i] - '0');
    }
    int count = i - start;
    int fraction = 0;
    if (i < to && text[i] == '.') {
      int point = i++;
      for (; i < to && Decimals.isDigit(text[i]); i++) {
        number = number * 10 + (text[i] - '0');
      }
      fraction = i - point - 1;
      count += fraction;
    }
    digits = number;
    decimals = fraction;
    negative = minus;
    end = i;
    return count > 0 && count <= MOST_DIGITS && number < Decimals.EXACT_INTEGERS;
  }

  /** Returns where the number that was read ends. */
  public int end() {
    return end;
  }

  /** Returns the number that was read. */
  public double value() {
    double value = digits / Decimals.POWERS[decimals];
    return negative ? -value : value;
  }
}
