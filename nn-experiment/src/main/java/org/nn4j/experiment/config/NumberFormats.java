package org.nn4j.experiment.config;

import java.math.BigDecimal;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The formats of values that are numbers. */
final class NumberFormats {
  /**
   * A text with more digits than any number needs, or a longer exponent, is an attack rather than a
   * number.
   */
  private static final Pattern DECIMAL =
      Pattern.compile("[+-]?(\\d{1,400}+\\.?\\d{0,400}+|\\.\\d{1,400}+)([eE][+-]?\\d{1,9}+)?");

  private static final String FULL = "full";

  private NumberFormats() {}

  static ValueFormat<Integer> whole(int least) {
    return new ValueFormat.Scalar<>(
        "N", "a whole number ≥ " + least, (text, base) -> whole(text, least), value -> value);
  }

  static ValueFormat<Long> size() {
    return new ValueFormat.Scalar<>(
        "SIZE", Sizes.RULE, (text, base) -> Sizes.parse(text), Sizes::print);
  }

  /** Rows of a batch; 0 is written {@code full}. */
  static ValueFormat<Integer> batch() {
    return new ValueFormat.Scalar<>(
        "N",
        "a whole number ≥ 1, or full",
        (text, base) -> text.equals(FULL) ? Integer.valueOf(0) : whole(text, 1),
        value -> value == 0 ? FULL : value);
  }

  private static @Nullable Integer whole(String text, int least) {
    Double value = finite(text); // 1e3 is a whole number, too
    return value == null || value != Math.rint(value) || value < least || value > Integer.MAX_VALUE
        ? null
        : Integer.valueOf(value.intValue());
  }

  static ValueFormat<Long> seed() {
    return new ValueFormat.Scalar<>(
        "N", "a whole number of 64 bits", (text, base) -> seed(text), value -> value);
  }

  private static @Nullable Long seed(String text) {
    try {
      return Long.valueOf(text);
    } catch (NumberFormatException e) {
      return null;
    }
  }

  /** A finite number of at least 0. */
  static ValueFormat<Double> bound() {
    return new ValueFormat.Scalar<>(
        "X",
        "a finite number ≥ 0",
        (text, base) -> {
          Double value = finite(text);
          return value == null || value < 0 ? null : value;
        },
        value -> value);
  }

  /** A number of at least 0 and below 1, or a percentage. */
  static ValueFormat<Double> share() {
    return new ValueFormat.Scalar<>(
        "X",
        "a number ≥ 0 and below 1",
        (text, base) -> {
          double value = isFraction(text) ? fraction(text) : Double.NaN;
          return value >= 0 && value < 1 ? Double.valueOf(value) : null;
        },
        value -> value);
  }

  /** Levels of quantiles, ascending. */
  static ValueFormat<List<Double>> levels() {
    return new ValueFormat.ListOf<>(
        "X,…",
        "a list of numbers above 0 and below 1",
        ValueFormat.ListSyntax.COMMAS_OR_NONE,
        (text, base) -> level(text),
        value -> value);
  }

  /** A number above 0 and below 1, or a percentage. */
  static ValueFormat<Double> level() {
    return new ValueFormat.Scalar<>(
        "X", "a number above 0 and below 1", (text, base) -> level(text), value -> value);
  }

  private static @Nullable Double level(String text) {
    double value = isFraction(text) ? fraction(text) : Double.NaN;
    return value > 0 && value < 1 ? Double.valueOf(value) : null;
  }

  /** What replaces a missing number. */
  static ValueFormat<ImputationRule> imputation() {
    return new ValueFormat.Scalar<>(
        "mean|median|X",
        "mean, median or a finite number",
        (text, base) -> ImputationRule.parse(text, finite(text)),
        ImputationRule::print);
  }

  /**
   * Returns whether a text is a decimal number, as Java's {@code NaN}, {@code 1f} and hex are not.
   */
  static boolean isNumber(String text) {
    return DECIMAL.matcher(text).matches();
  }

  /** Returns whether a text is a number or a percentage: {@code 0.2}, {@code 20%}. */
  static boolean isFraction(String text) {
    return isNumber(text.endsWith("%") ? percent(text) : text);
  }

  /** Returns a number, or the hundredth of a percentage, for which {@link #isFraction} is true. */
  static double fraction(String text) {
    return text.endsWith("%")
        ? new BigDecimal(percent(text)).movePointLeft(2).doubleValue()
        : Double.parseDouble(text);
  }

  private static String percent(String text) {
    return text.substring(0, text.length() - 1).strip();
  }

  static @Nullable Double finite(String text) {
    if (!isNumber(text)) {
      return null;
    }
    double value = Double.parseDouble(text);
    return Math.abs(value) <= Double.MAX_VALUE ? value : null;
  }
}
