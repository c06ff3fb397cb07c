package org.nn4j.report.figure;

import java.util.Locale;
import java.util.function.DoubleFunction;
import java.util.stream.DoubleStream;

/** Numbers as people read them. */
public final class NumberText {
  private NumberText() {}

  /**
   * Returns a number with four decimals at most: {@code 0.9667}, {@code 54.210}, {@code 466123},
   * {@code 1.20e-07}.
   */
  public static String brief(double value) {
    double size = Math.abs(value);
    if (value == 0 || (size >= 1e-3 && size < 1e7)) {
      return String.format(Locale.ROOT, "%." + decimals(size) + "f", value);
    }
    return String.format(Locale.ROOT, "%.3g", value);
  }

  /** Returns a probability with four decimals, {@code < 0.0001} for one that is almost none. */
  public static String probability(double value) {
    return value > 0 && value < 0.5e-4 ? "< 0.0001" : String.format(Locale.ROOT, "%.4f", value);
  }

  /**
   * Returns the form of numbers that stand one below the other: all with as many decimals as {@link
   * #brief} gives the greatest, or all in scientific notation where that is very large or small.
   */
  public static DoubleFunction<String> alike(DoubleStream values) {
    double most = values.map(Math::abs).filter(Double::isFinite).max().orElse(0);
    boolean fixed = most == 0 || (most >= 1e-3 && most < 1e7);
    String form = fixed ? "%." + decimals(most) + "f" : "%.3e";
    return value -> String.format(Locale.ROOT, form, value).replaceFirst("^-(0\\.?0*)$", "$1");
  }

  private static int decimals(double size) {
    return size >= 1e5 ? 0 : size >= 1000 ? 1 : size >= 100 ? 2 : size >= 10 ? 3 : 4;
  }

  /**
   * Returns a number with the digits it has, up to six significant ones: {@code 27}, {@code 0.5}.
   */
  public static String plain(double value) {
    return value == Math.rint(value) && Math.abs(value) < 1e15
        ? String.format(Locale.ROOT, "%.0f", value)
        : String.format(Locale.ROOT, "%.6g", value).replaceFirst("\\.?0+$", "");
  }

  /** Returns a duration: {@code 0.85 s}, {@code 12 s}, {@code 3 min 20 s}, {@code 2 h 5 min}. */
  public static String duration(double seconds) {
    if (seconds < 9.995) {
      return String.format(Locale.ROOT, "%.2f s", seconds);
    }
    long whole = (long) Math.rint(seconds);
    if (whole < 60) {
      return whole + " s";
    }
    return whole < 3600
        ? whole / 60 + " min " + whole % 60 + " s"
        : whole / 3600 + " h " + whole % 3600 / 60 + " min";
  }
}
