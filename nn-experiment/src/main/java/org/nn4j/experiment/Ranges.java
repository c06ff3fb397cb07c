package org.nn4j.experiment;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.nn4j.core.InputException;
import org.nn4j.experiment.config.SearchSpace;
import org.nn4j.experiment.config.Settings;

/**
 * The values that a search tries, by the keys of settings, or of parameters of the parts that these
 * name: {@code optimizer.lr} is the parameter lr of the optimizer.
 *
 * <pre>{@code
 * new Ranges().choice("batch", 16, 32, 64).logUniform("optimizer.lr", 1e-4, 1e-1)
 * }</pre>
 *
 * <p>Immutable: every method returns a copy. What is wrong with a range shows when the search
 * starts.
 */
public final class Ranges {
  private final Map<String, Map.Entry<String, List<?>>> ranges;

  /** Creates no ranges yet. */
  public Ranges() {
    this(Map.of());
  }

  private Ranges(Map<String, Map.Entry<String, List<?>>> ranges) {
    this.ranges = ranges;
  }

  /** Returns a copy that tries some values of a setting: numbers, texts or parts. */
  public Ranges choice(String key, Object... values) {
    return with(key, "choice", List.of(values));
  }

  /** Returns a copy that draws a number evenly from {@code low} to {@code high}. */
  public Ranges uniform(String key, double low, double high) {
    return with(key, "uniform", List.of(low, high));
  }

  /** Returns a copy that draws a positive number evenly by its logarithm. */
  public Ranges logUniform(String key, double low, double high) {
    return with(key, "log_uniform", List.of(low, high));
  }

  /** Returns a copy that draws a whole number evenly from {@code low} to {@code high} inclusive. */
  public Ranges integers(String key, long low, long high) {
    return with(key, "int", List.of(low, high));
  }

  /** Returns a copy with {@link #uniform} of which a grid has some points, the ends included. */
  public Ranges uniform(String key, double low, double high, int points) {
    return with(key, "uniform", List.of(low, high, points));
  }

  /** Returns a copy with {@link #logUniform} of which a grid has some points, the ends included. */
  public Ranges logUniform(String key, double low, double high, int points) {
    return with(key, "log_uniform", List.of(low, high, points));
  }

  private Ranges with(String key, String kind, List<?> values) {
    Map<String, Map.Entry<String, List<?>>> more = new LinkedHashMap<>(ranges);
    more.put(key, Map.entry(kind, values));
    return new Ranges(Collections.unmodifiableMap(more));
  }

  SearchSpace space(Settings fixed) {
    if (ranges.isEmpty()) {
      throw new InputException(
          "search: there are no ranges, such as new Ranges().choice(\"batch\", 16, 32)");
    }
    return SearchSpace.of(fixed, ranges);
  }

  /** Returns the ranges as a file of settings holds them. */
  @Override
  public String toString() {
    return ranges.entrySet().stream()
        .map(e -> e.getKey() + ": {" + e.getValue().getKey() + ": " + e.getValue().getValue() + "}")
        .collect(Collectors.joining(", ", "{", "}"));
  }
}
