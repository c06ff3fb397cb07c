package org.nn4j.core.diagnosis;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.Locale;

/** Numbers and lists in messages of one line. */
final class Wording {
  /** How many items of a longer list are named. */
  private static final int SHOWN = 5;

  private static final MathContext SIGNIFICANT = new MathContext(3);

  private Wording() {}

  /** Returns three significant digits at most: {@code 0.25}, {@code -17}, {@code 3.2e+07}. */
  static String number(double value) {
    double size = Math.abs(value);
    return !Double.isFinite(value)
        ? String.valueOf(value)
        : size != 0 && (size < 1e-4 || size >= 1e6)
            ? String.format(Locale.ROOT, "%.1e", value)
            : new BigDecimal(value).round(SIGNIFICANT).stripTrailingZeros().toPlainString();
  }

  /** Returns the first items and how many more there are. */
  static String list(List<String> items) {
    return String.join(", ", items.subList(0, Math.min(SHOWN, items.size())))
        + (items.size() > SHOWN ? " and " + (items.size() - SHOWN) + " more" : "");
  }
}
