package org.nn4j.core.data.text;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The texts that stand for a missing value. */
public final class MissingTexts {
  private static final List<String> USUAL = List.of("NA", "N/A", "null", "?", "nan");
  private static final int ASCII = 128;

  private final boolean given;
  private final Set<String> texts;
  private final double[] numbers;
  private final int longest;

  /**
   * Whether any of the texts starts with a character; most cells start with another, which ends the
   * search.
   */
  private final boolean[] starts = new boolean[ASCII];

  /**
   * Creates a matcher of texts.
   *
   * @param given null for the usual ones
   */
  public MissingTexts(@Nullable List<String> given) {
    List<String> all = given == null ? USUAL : given;
    this.given = given != null;
    this.texts = all.stream().map(MissingTexts::folded).collect(Collectors.toSet());
    this.numbers =
        all.stream().mapToDouble(Decimals::parse).filter(number -> !Double.isNaN(number)).toArray();
    this.longest = texts.stream().mapToInt(String::length).max().orElse(0);
    for (int c = 0; c < ASCII; c++) {
      String start = folded(String.valueOf((char) c));
      starts[c] = texts.stream().anyMatch(text -> text.startsWith(start));
    }
  }

  private static String folded(String text) {
    return text.strip().toLowerCase(Locale.ROOT);
  }

  /**
   * Returns whether a cell is missing.
   *
   * @param literal whether the default texts are labels here
   */
  public boolean match(char[] text, int from, int to, boolean literal) {
    if ((literal && !given) || to - from > longest || (text[from] < ASCII && !starts[text[from]])) {
      return false;
    }
    return texts.contains(folded(new String(text, from, to - from)));
  }

  /** Returns whether some texts are numbers. */
  public boolean hasNumbers() {
    return numbers.length > 0;
  }

  /** Returns whether a number is missing. */
  public boolean match(double number) {
    for (double missing : numbers) {
      if (number == missing) {
        return true;
      }
    }
    return false;
  }
}
