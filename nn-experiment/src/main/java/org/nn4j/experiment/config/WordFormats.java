package org.nn4j.experiment.config;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.nn4j.core.checkpoint.Every;

/** The forms of values that are words, texts and times. */
final class WordFormats {
  /** The placeholder of a truth value. */
  static final String FLAG = "BOOL";

  private WordFormats() {}

  static ValueFormat<String> text(String label) {
    return new ScalarFormat<>(
        label, "a text", (text, base) -> text.isEmpty() ? null : text, text -> text);
  }

  static ValueFormat<List<String>> texts(String label) {
    return new ListFormat<>(
        label,
        "a list of texts",
        true,
        false,
        "",
        (text, base) -> CommaList.unquote(text),
        CommaList::quote);
  }

  /**
   * Columns by name. A text that is no column's name is a {@link CommaList} of names, which shows
   * when the columns are known.
   */
  static ValueFormat<List<String>> columns(String label) {
    return new ListFormat<>(
        label, "a list of columns", false, false, "", (text, base) -> text, text -> text);
  }

  static ValueFormat<Boolean> flag() {
    return new ScalarFormat<>(
        FLAG,
        "true or false",
        (text, base) ->
            text.equals("true") ? Boolean.TRUE : text.equals("false") ? Boolean.FALSE : null,
        value -> value);
  }

  /** One of an enum's constants, in lower case. */
  static <E extends Enum<E>> ValueFormat<E> choice(Class<E> type) {
    List<String> words = Arrays.stream(type.getEnumConstants()).map(WordFormats::word).toList();
    return new ScalarFormat<>(
        String.join("|", words),
        "one of " + String.join(", ", words),
        (text, base) ->
            Arrays.stream(type.getEnumConstants())
                .filter(constant -> word(constant).equals(text.replace('-', '_')))
                .findFirst()
                .orElse(null),
        WordFormats::word);
  }

  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  static ValueFormat<Duration> duration() {
    return new ScalarFormat<>(
        "TIME",
        "a time above 0 such as 90s, 5m or 1h30m",
        (text, base) -> {
          requireUnit(text, "%1$ss, %1$sm or %1$sh");
          return Durations.parse(text);
        },
        Durations::print);
  }

  /** How often; a time, or a number of steps or epochs. */
  static ValueFormat<Every> every() {
    return new ScalarFormat<>(
        "TIME|N epochs|N steps",
        "a time such as 90s or 5m, or such as '10 epochs' or '500 steps'",
        (text, base) -> {
          requireUnit(text, "%1$ss, %1$sm, '%1$s epochs' or '%1$s steps'");
          return Durations.parseEvery(text);
        },
        Durations::print);
  }

  private static void requireUnit(String text, String units) {
    if (NumberFormats.isNumber(text)) {
      throw new IllegalArgumentException(
          "'" + text + "' has no unit; write " + String.format(Locale.ROOT, units, text));
    }
  }
}
