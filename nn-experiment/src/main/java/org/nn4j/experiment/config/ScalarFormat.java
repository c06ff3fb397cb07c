package org.nn4j.experiment.config;

import java.nio.file.Path;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The form of values that are written as one text.
 *
 * @param reader returns null for a text that breaks the rule
 */
record ScalarFormat<T>(
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
