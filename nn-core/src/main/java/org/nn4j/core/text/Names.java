package org.nn4j.core.text;

import java.util.Locale;
import java.util.regex.Pattern;

/** Rules for the names of parts, and how messages quote what a user wrote. */
public final class Names {
  /** The rule for names, as messages state it. */
  public static final String RULE =
      "[a-z][a-z0-9_.]*, have at most 64 characters and be no number or truth value";

  private static final Pattern LEGAL = Pattern.compile("[a-z][a-z0-9_.]{0,63}");
  private static final Pattern RESERVED = Pattern.compile("(?i)true|false|nan|inf|infinity");
  private static final int LONGEST_QUOTE = 60;

  private Names() {}

  /** Folds a name as users write it into the form that is looked up. */
  public static String fold(String name) {
    return name.toLowerCase(Locale.ROOT).replace('-', '_');
  }

  /** Returns whether a word is a truth value or spells a number, and so is no name. */
  public static boolean isReserved(String word) {
    return RESERVED.matcher(word).matches();
  }

  /** Returns whether a part may have a name. */
  public static boolean isLegal(String name) {
    return LEGAL.matcher(name).matches() && !isReserved(name);
  }

  /**
   * Requires a name that a part may have.
   *
   * @throws IllegalArgumentException otherwise, with the rule
   */
  public static void requireLegal(String name) {
    if (!isLegal(name)) {
      throw new IllegalArgumentException(
          "a part's name must match " + RULE + ", but is " + quote(name));
    }
  }

  /** Quotes what a user wrote, on one line, shortened if it is long. */
  public static String quote(String text) {
    String shown =
        text.codePointCount(0, text.length()) <= LONGEST_QUOTE
            ? text
            : text.substring(0, text.offsetByCodePoints(0, LONGEST_QUOTE)) + "…";
    return "'" + oneLine(shown) + "'";
  }

  /** Replaces control characters, line breaks among them, by spaces. */
  public static String oneLine(String text) {
    return text.replaceAll("[\\p{Cntrl}\\u2028\\u2029]+", " ");
  }
}
