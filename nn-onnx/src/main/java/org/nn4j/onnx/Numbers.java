package org.nn4j.onnx;

import java.math.BigDecimal;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Texts that are numbers. */
final class Numbers {
  private static final Pattern PLAIN =
      Pattern.compile("[+-]?(\\d+(\\.\\d*)?|\\.\\d+)([eE][+-]?\\d{1,3})?");

  private Numbers() {}

  /** Returns the number that a text is, or null. */
  static @Nullable Double parse(String text) {
    return PLAIN.matcher(text).matches() ? Double.valueOf(text) : null;
  }

  /** Returns the number that a text is with all its digits, or null. */
  static @Nullable BigDecimal exact(String text) {
    return PLAIN.matcher(text).matches() ? new BigDecimal(text).stripTrailingZeros() : null;
  }
}
