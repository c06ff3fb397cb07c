package org.nn4j.experiment.config;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** The formats of values that are words and texts. */
final class WordFormats {
  /** The placeholder of a truth value. */
  static final String FLAG = "BOOL";

  private WordFormats() {}

  static ValueFormat<String> text(String label) {
    return new ValueFormat.Scalar<>(
        label, "a text", (text, base) -> text.isEmpty() ? null : text, text -> text);
  }

  static ValueFormat<List<String>> texts(String label) {
    return new ValueFormat.ListOf<>(
        label,
        "a list of texts",
        ValueFormat.ListSyntax.COMMAS,
        (text, base) -> CommaList.unquote(text),
        CommaList::quote);
  }

  /**
   * Columns by name. If no column has a text as its name, it is split at commas (see {@link
   * CommaList}), once the columns are known.
   */
  static ValueFormat<List<String>> columns(String label) {
    return new ValueFormat.ListOf<>(
        label,
        "a list of columns",
        ValueFormat.ListSyntax.ONE_ITEM,
        (text, base) -> text,
        text -> text);
  }

  static ValueFormat<Boolean> flag() {
    return new ValueFormat.Scalar<>(
        FLAG,
        "true or false",
        (text, base) ->
            text.equals("true") ? Boolean.TRUE : text.equals("false") ? Boolean.FALSE : null,
        value -> value);
  }

  /** One of an enum's constants, in lower case. */
  static <E extends Enum<E>> ValueFormat<E> choice(Class<E> type) {
    List<String> words = Arrays.stream(type.getEnumConstants()).map(WordFormats::word).toList();
    return new ValueFormat.Scalar<>(
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
}
