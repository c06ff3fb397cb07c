package org.nn4j.cli.config;

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
 * @param none a text that stands for the empty list, besides the empty text
 * @param reader reads an item; null if it breaks the rule
 */
record ListForm<T>(
    String label,
    String rule,
    boolean divided,
    String none,
    BiFunction<String, Path, @Nullable T> reader,
    Function<T, Object> printer)
    implements Form<List<T>> {

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
      String written = text.text().equals(none) ? "" : text.text();
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

  @Override
  public Object print(List<T> value) {
    return value.stream().map(printer).toList();
  }
}
