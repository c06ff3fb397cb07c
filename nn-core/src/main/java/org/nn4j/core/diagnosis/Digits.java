package org.nn4j.core.diagnosis;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Locale;

/** Numbers in messages. */
final class Digits {
  private static final MathContext SIGNIFICANT = new MathContext(3);

  private Digits() {}

  /** Returns three significant digits at most: {@code 0.25}, {@code -17}, {@code 3.2e+07}. */
  static String of(double value) {
    double size = Math.abs(value);
    return !Double.isFinite(value)
        ? String.valueOf(value)
        : size != 0 && (size < 1e-4 || size >= 1e6)
            ? String.format(Locale.ROOT, "%.1e", value)
            : new BigDecimal(value).round(SIGNIFICANT).stripTrailingZeros().toPlainString();
  }
}
