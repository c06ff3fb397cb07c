package org.nn4j.core.text;

import java.math.BigDecimal;
import java.text.Normalizer;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Compares names and labels regardless of spelling: Unicode forms of one character, blanks, case
 * and, in numbers, digits that make no difference.
 */
public final class Spelling {
  private static final Pattern BLANKS = Pattern.compile("[\\s\\p{Z}]+");
  private static final Pattern UNSEEN = Pattern.compile("\\p{Cf}");

  /** Characters that are invisible, or look like an ordinary blank. */
  private static final Pattern DECEIVING = Pattern.compile("[\\p{Z}\\p{Cf}\\p{Cc}&&[^ ]]");

  private static final Pattern MARK = Pattern.compile("\\p{M}");
  private static final Pattern MARKS = Pattern.compile("\\p{M}{256}");

  private static final Pattern NUMBER =
      Pattern.compile("[+-]?(\\d{1,40}\\.?\\d{0,40}|\\.\\d{1,40})([eE][+-]?\\d{1,3})?");

  private Spelling() {}

  /**
   * Returns a text in Unicode's form NFKC, without invisible characters and without blanks, U+00A0
   * among them, at its ends; others are one ordinary blank each.
   */
  public static String plain(String text) {
    String seen = UNSEEN.matcher(normalized(text, Normalizer.Form.NFKC)).replaceAll("");
    return BLANKS.matcher(seen).replaceAll(" ").strip();
  }

  /**
   * Returns a text in a form of Unicode. A text with more marks on a letter than any script has
   * stays as it is, since normalizing it would take quadratic time.
   */
  public static String normalized(String text, Normalizer.Form form) {
    return MARKS.matcher(text).find() ? text : Normalizer.normalize(text, form);
  }

  /** Returns {@link #plain} in lower case. */
  public static String folded(String text) {
    return plain(text).toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT);
  }

  /**
   * Finds the name that is meant: the one that is equal, else the only one that is equal when both
   * are {@linkplain #plain plain}, else the only one that is equal in lower case too.
   *
   * @return one of the names, or null if none is meant for certain
   */
  public static @Nullable String match(String wanted, Collection<String> names) {
    if (names.contains(wanted)) {
      return wanted;
    }
    String plain = only(wanted, names, Spelling::plain);
    return plain == null ? only(wanted, names, Spelling::folded) : plain;
  }

  private static @Nullable String only(
      String wanted, Collection<String> names, UnaryOperator<String> form) {
    String key = form.apply(wanted);
    List<String> equal = names.stream().filter(name -> form.apply(name).equals(key)).toList();
    return key.isEmpty() || equal.size() != 1 ? null : equal.get(0);
  }

  /**
   * Finds the label that is the same number: {@code 1} for {@code 1.0}.
   *
   * @return the only one of the labels that is, or null
   */
  public static @Nullable String sameNumber(String wanted, Collection<String> labels) {
    BigDecimal number = number(wanted);
    if (number == null) {
      return null;
    }
    List<String> equal = labels.stream().filter(label -> isNumber(label, number)).limit(2).toList();
    return equal.size() == 1 ? equal.get(0) : null;
  }

  private static boolean isNumber(String text, BigDecimal wanted) {
    BigDecimal number = number(text);
    return number != null && number.compareTo(wanted) == 0;
  }

  /** Returns the number that a text stands for in a form that equal numbers share, or null. */
  public static @Nullable BigDecimal number(String text) {
    return NUMBER.matcher(text).matches() ? new BigDecimal(text).stripTrailingZeros() : null;
  }

  /** Returns a text in which invisible characters are written out: {@code label[U+00A0]}. */
  public static String visible(String text) {
    String shown = written(DECEIVING, text);
    return normalized(text, Normalizer.Form.NFC).equals(text) ? shown : written(MARK, shown);
  }

  private static String written(Pattern unseen, String text) {
    return unseen
        .matcher(text)
        .replaceAll(c -> String.format(Locale.ROOT, "[U+%04X]", c.group().codePointAt(0)));
  }
}
