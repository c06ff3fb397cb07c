package org.nn4j.experiment.config;

import java.nio.file.Path;
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

  /** Tells whether a flag of this form may be repeated to make a list. */
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
}
