package org.nn4j.core.text;

import java.util.Locale;

/** Constants and counts in the form that messages use. */
public final class Words {
  private Words() {}

  /** Returns a constant's name in lower case. */
  public static String of(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  /** Returns a count with its noun: {@code 1 row}, {@code 150 classes}. */
  public static String count(long count, String noun) {
    return count + " " + noun + (count == 1 ? "" : noun.matches(".*(s|tch)") ? "es" : "s");
  }

  /** Returns a number with four digits, as texts about losses and rates show it. */
  public static String number(double value) {
    return String.format(Locale.ROOT, "%.4g", value);
  }
}
