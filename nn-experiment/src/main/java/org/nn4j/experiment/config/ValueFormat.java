package org.nn4j.experiment.config;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * How a setting's values are written: reads them, prints them, and says what they may be.
 *
 * @param <T> the type of the values
 */
interface ValueFormat<T> {

  /** Returns the placeholder in the help: {@code N}, {@code FILE}. */
  String label();

  /** Returns the rule that values obey, to follow "must be". */
  String rule();

  /** Returns whether a flag of this format may be repeated to make a list. */
  default boolean repeatable() {
    return false;
  }

  /**
   * Reads a value.
   *
   * @param base the folder that relative paths start from
   * @return the value, or null if it breaks the rule
   * @throws IllegalArgumentException if there is more to say than the rule
   */
  @Nullable T read(RawValue value, Path base);

  /** Returns what YAML holds for a value: a text, number, boolean, list or map. */
  Object print(T value);

  /**
   * The format of values that are written as one text.
   *
   * @param reader returns null for a text that breaks the rule
   */
  record Scalar<T>(
      String label,
      String rule,
      BiFunction<String, Path, @Nullable T> reader,
      Function<T, Object> printer)
      implements ValueFormat<T> {

    @Override
    public @Nullable T read(RawValue value, Path base) {
      return value instanceof RawValue.Text text ? reader.apply(text.text().strip(), base) : null;
    }

    @Override
    public Object print(T value) {
      return printer.apply(value);
    }
  }

  /** How a list is written in one text, rather than as a YAML list. */
  enum ListSyntax {
    /** The whole text is one item. */
    ONE_ITEM,
    /** Items have commas between them, see {@link CommaList}. */
    COMMAS,
    /** As with commas; brackets may stand around the whole, and {@code none} is the empty list. */
    COMMAS_OR_NONE
  }

  /**
   * The format of lists: a YAML list, or a text.
   *
   * @param reader reads an item; null if it breaks the rule
   */
  record ListOf<T>(
      String label,
      String rule,
      ListSyntax syntax,
      BiFunction<String, Path, @Nullable T> reader,
      Function<T, Object> printer)
      implements ValueFormat<List<T>> {

    @Override
    public boolean repeatable() {
      return true;
    }

    @Override
    public @Nullable List<T> read(RawValue value, Path base) {
      List<String> texts;
      if (value instanceof RawValue.Items list) {
        texts = list.items();
      } else if (value instanceof RawValue.Text text) {
        texts = items(text.text());
      } else {
        return null;
      }
      List<T> result = new ArrayList<>();
      for (String text : texts) {
        T item = text.isBlank() ? null : reader.apply(text.strip(), base);
        if (item == null) {
          return null;
        }
        result.add(item);
      }
      return List.copyOf(result);
    }

    private List<String> items(String text) {
      return switch (syntax) {
        case ONE_ITEM -> text.isEmpty() ? List.of() : List.of(text);
        case COMMAS -> CommaList.divide(text);
        case COMMAS_OR_NONE -> {
          String whole = withoutBrackets(text.strip());
          yield whole.equals("none") ? List.of() : CommaList.divide(whole);
        }
      };
    }

    private static String withoutBrackets(String text) {
      boolean around = text.matches("\\[.*]") || text.matches("\\(.*\\)");
      return around ? text.substring(1, text.length() - 1) : text;
    }

    @Override
    public Object print(List<T> value) {
      return value.stream().map(printer).toList();
    }
  }
}
