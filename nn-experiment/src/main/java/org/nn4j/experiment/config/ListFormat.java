package org.nn4j.experiment.config;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The form of lists: a YAML list, or a {@link CommaList}.
 *
 * @param divided whether a single text is divided at its commas
 * @param bracketed whether brackets around a whole text are passed over: {@code [16, 16]}
 * @param none a text that stands for the empty list, besides the empty text
 * @param reader reads an item; null if it breaks the rule
 */
record ListFormat<T>(
    String label,
    String rule,
    boolean divided,
    boolean bracketed,
    String none,
    BiFunction<String, Path, @Nullable T> reader,
    Function<T, Object> printer)
    implements ValueFormat<List<T>> {

  @Override
  public boolean repeatable() {
    return true;
  }

  @Override
  public @Nullable List<T> read(RawValue value, Path base) {
    List<String> texts = new ArrayList<>();
    if (value instanceof RawValue.Items list) {
      texts.addAll(list.items());
    } else if (value instanceof RawValue.Text text) {
      String whole = bracketed ? withoutBrackets(text.text().strip()) : text.text();
      String written = whole.equals(none) ? "" : whole;
      texts.addAll(
          divided ? CommaList.divide(written) : written.isEmpty() ? List.of() : List.of(written));
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

  private static String withoutBrackets(String text) {
    boolean around = text.matches("\\[.*]") || text.matches("\\(.*\\)");
    return around ? text.substring(1, text.length() - 1) : text;
  }

  @Override
  public Object print(List<T> value) {
    return value.stream().map(printer).toList();
  }
}
