package org.nn4j.core.data.csv;

import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.nn4j.core.data.text.NumberForm;

/**
 * What a text looks like that is a number with something around it.
 *
 * @param what what it looks like, in words
 * @param number the number in it, as it is written
 * @param bound whether it bounds a number, as in {@code <1.0}; {@code <30} and {@code >30} are
 *     categories too
 */
record NumberLook(String what, String number, boolean bound) {
  private static final Set<String> CURRENCIES =
      Set.of(
          "EUR", "USD", "US$", "GBP", "CHF", "JPY", "CNY", "RMB", "INR", "RS", "RS.", "KR", "SEK",
          "NOK", "DKK", "PLN", "CZK", "HUF", "RUB", "BRL", "R$", "CAD", "C$", "AUD", "A$", "NZD",
          "ZAR", "KRW", "TRY", "ZŁ");

  private static final Set<String> BOUNDS =
      Set.of("<", ">", "<=", ">=", "≤", "≥", "~", "≈", "±", "+/-", "ca.", "approx.");

  /**
   * Units of several letters. A unit of one letter counts only after a blank: 2b and 3A are not
   * measures.
   */
  private static final Set<String> UNITS =
      Set.of(
          "kg", "mg", "µg", "μg", "ug", "lb", "lbs", "oz", "ton", "tons", "km", "cm", "mm", "nm",
          "µm", "μm", "ft", "ft.", "in", "in.", "inch", "inches", "mi", "miles", "yd", "ms", "sec",
          "secs", "min", "mins", "minutes", "hr", "hrs", "hours", "days", "weeks", "months",
          "years", "yrs", "ml", "mL", "cl", "dl", "kW", "MW", "kWh", "mV", "kV", "mA", "Hz", "kHz",
          "MHz", "GHz", "kB", "KB", "MB", "GB", "TB", "KiB", "MiB", "GiB", "°C", "°F", "°", "km/h",
          "kmh", "kph", "mph", "m/s", "bar", "mbar", "Pa", "hPa", "kPa", "MPa", "psi", "kJ", "kcal",
          "cal", "kcals", "px", "pt", "ha", "m2", "m²", "km2", "km²", "cm2", "cm²", "sqft", "ft2",
          "ft²", "m3", "m³", "cm3", "cm³", "ppm", "ppb", "mol", "mmol", "dB", "rpm", "cc", "CC",
          "bhp", "hp", "PS", "kmpl", "km/kg", "mg/dl", "mg/dL", "mg/l", "mg/L", "g/l", "g/dl",
          "g/dL", "mmHg", "bps", "kbps", "Mbps", "mpg");

  private static final Set<String> LETTERS =
      Set.of("m", "g", "l", "L", "s", "h", "t", "W", "V", "N", "J", "K");

  private static final Set<String> MAGNITUDES =
      Set.of("k", "K", "M", "m", "Mio", "Mio.", "mn", "bn", "B");

  /** Returns what the text looks like, or null if it resembles no number. */
  static @Nullable NumberLook of(String text) {
    int from = 0;
    while (from < text.length() && !isDigit(text.charAt(from))) {
      from++;
    }
    int to = text.length();
    while (to > from && !isDigit(text.charAt(to - 1))) {
      to--;
    }
    if (from == to) {
      return null;
    }
    from -= from > 0 && text.charAt(from - 1) == '.' ? 1 : 0;
    String before = unsigned(text.substring(0, from).strip());
    String after = text.substring(to);
    String number = text.substring(from, to);
    if (NumberForm.reading(number.toCharArray(), 0, number.length()) == 0) {
      return unit(text, from);
    }
    String what =
        before.isEmpty() && after.isEmpty() && from > 0
            ? "a number with a sign that is not '-'"
            : what(before, after, after.strip());
    return what == null ? null : new NumberLook(what, number, BOUNDS.contains(before));
  }

  /** Looks at a text whose unit ends in a digit: {@code 5 m2}. */
  private static @Nullable NumberLook unit(String text, int from) {
    int to = from;
    while (to < text.length() && (isDigit(text.charAt(to)) || ".,".indexOf(text.charAt(to)) >= 0)) {
      to++;
    }
    return from == 0 && UNITS.contains(text.substring(to).strip())
        ? new NumberLook("a number with a unit", text.substring(0, to), false)
        : null;
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  private static String unsigned(String before) {
    String text = before;
    if (!text.isEmpty() && "+-\u2212".indexOf(text.charAt(0)) >= 0 && !BOUNDS.contains(text)) {
      text = text.substring(1).strip();
    }
    return text.endsWith("-") ? text.substring(0, text.length() - 1).strip() : text;
  }

  private static @Nullable String what(String before, String behind, String after) {
    if (isCurrency(before) && (after.isEmpty() || MAGNITUDES.contains(after))) {
      return "an amount of money";
    }
    if (before.equals("(") && after.equals(")")) {
      return "a negative number in parentheses";
    }
    if (BOUNDS.contains(before) && (after.isEmpty() || after.equals("%"))) {
      return "a bound";
    }
    if (!before.isEmpty()) {
      return null;
    }
    if (after.equals("%") || after.equals("‰") || after.equals("percent")) {
      return "a percentage";
    }
    if (isCurrency(after) || after.equals(",-") || after.equals(".-")) {
      return "an amount of money";
    }
    boolean apart = behind.length() > after.length();
    return UNITS.contains(after) || (apart && LETTERS.contains(after))
        ? "a number with a unit"
        : null;
  }

  private static boolean isCurrency(String text) {
    return text.length() == 1
        ? Character.getType(text.charAt(0)) == Character.CURRENCY_SYMBOL
        : CURRENCIES.contains(text.toUpperCase(Locale.ROOT));
  }
}
