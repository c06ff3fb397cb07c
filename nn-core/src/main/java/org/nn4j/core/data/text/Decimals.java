package org.nn4j.core.data.text;

import java.math.BigDecimal;
import java.util.List;

/**
 * Reads decimal numbers from characters, correctly rounded and mostly without garbage.
 *
 * <p>A number whose digits form an integer up to 2⁵³ and whose power of ten is at most 22 in
 * magnitude is one exact product or quotient (Clinger, "How to read floating point numbers
 * accurately", 1990). A quotient of up to 18 digits takes a second step, and {@link
 * Double#parseDouble} does the rest.
 */
public final class Decimals {
  static final double[] POWERS = {
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16,
    1e17, 1e18, 1e19, 1e20, 1e21, 1e22
  };
  private static final List<String> NON_FINITE = List.of("nan", "inf", "infinity");

  /** Up to here float64 holds every whole number. */
  public static final long EXACT_INTEGERS = 1L << 53;

  private static final long ROOM = 100_000_000_000_000_000L;

  private static final double DOUBT = 0x1p-48;
  private static final int HUGE_EXPONENT = 100_000;

  private Decimals() {}

  /** Returns the number that a text stands for, or NaN if it is none. */
  public static double parse(String text) {
    return parse(text.toCharArray(), 0, text.length());
  }

  /**
   * Reads {@code [+-] digits [. digits] [e [+-] digits]}; spellings that only Java knows (1f,
   * 0x1p3) and NaN are not numbers here.
   *
   * @return the number, infinite if it overflows; NaN if the characters are not a number
   */
  public static double parse(char[] text, int from, int to) {
    PlainNumber plain = new PlainNumber();
    return plain.read(text, from, to) && plain.end() == to
        ? plain.value()
        : parseUnusual(text, from, to);
  }

  static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  /** Reads what has an exponent, many digits or an unusual sign, or is no number. */
  private static double parseUnusual(char[] text, int from, int to) {
    int i = from;
    boolean negative = i < to && text[i] == '-';
    if (negative || (i < to && text[i] == '+')) {
      i++;
    }
    long mantissa = 0;
    boolean exact = true;
    int digits = 0;
    int point = -1;
    for (; i < to; i++) {
      if (isDigit(text[i])) {
        exact &= mantissa < ROOM;
        mantissa = exact ? mantissa * 10 + (text[i] - '0') : mantissa;
        digits++;
      } else if (text[i] == '.' && point < 0) {
        point = digits;
      } else {
        break;
      }
    }
    int exponent = i == to ? 0 : exponent(text, i, to);
    if (digits == 0 || exponent == Integer.MIN_VALUE) {
      return Double.NaN;
    }
    int power = exponent - (point < 0 ? 0 : digits - point);
    double value = Double.NaN;
    if (exact && Math.abs(power) < POWERS.length) {
      if (mantissa > EXACT_INTEGERS) {
        value = power < 0 ? quotient(mantissa, POWERS[-power]) : Double.NaN;
      } else {
        value = power < 0 ? mantissa / POWERS[-power] : mantissa * POWERS[power];
      }
    }
    if (Double.isNaN(value)) {
      return Double.parseDouble(new String(text, from, to - from));
    }
    return negative ? -value : value;
  }

  /**
   * Divides a whole number of more bits than a double's by an exact power of ten: the quotient of
   * its nearest double, corrected by what remains.
   *
   * @return NaN where the correction, whose own roundings make it wrong by less than {@link
   *     #DOUBT}, might decide between two numbers
   */
  private static double quotient(long dividend, double divisor) {
    double near = dividend;
    double quotient = near / divisor;
    double rest = Math.fma(-quotient, divisor, near) + (dividend - (long) near);
    double correction = rest / divisor;
    double value = quotient + correction * (1 + DOUBT);
    return value == quotient + correction * (1 - DOUBT) ? value : Double.NaN;
  }

  /** Reads {@code e [+-] digits} to the end; Integer.MIN_VALUE if it is something else. */
  static int exponent(char[] text, int from, int to) {
    int i = from + 1;
    boolean negative = i < to && text[i] == '-';
    if (negative || (i < to && text[i] == '+')) {
      i++;
    }
    if ((text[from] != 'e' && text[from] != 'E') || i == to) {
      return Integer.MIN_VALUE;
    }
    int exponent = 0;
    for (; i < to; i++) {
      int digit = text[i] - '0';
      if (digit < 0 || digit > 9) {
        return Integer.MIN_VALUE;
      }
      exponent = Math.min(exponent * 10 + digit, HUGE_EXPONENT);
    }
    return negative ? -exponent : exponent;
  }

  /** Returns whether the characters are a whole number that float64 holds as another. */
  public static boolean isRounded(char[] text, double number) {
    for (int i = 0; i < text.length; i++) {
      if ((text[i] < '0' || text[i] > '9') && (i > 0 || (text[i] != '-' && text[i] != '+'))) {
        return false;
      }
    }
    return new BigDecimal(text).compareTo(new BigDecimal(number)) != 0;
  }

  /** Returns whether the characters spell NaN, an infinity or a number too great for float64. */
  public static boolean spellsNonFinite(char[] text, int from, int to) {
    int start = from < to && (text[from] == '-' || text[from] == '+') ? from + 1 : from;
    for (String word : NON_FINITE) {
      if (word.length() == to - start
          && word.equalsIgnoreCase(new String(text, start, word.length()))) {
        return true;
      }
    }
    return Double.isInfinite(parse(text, from, to));
  }
}
