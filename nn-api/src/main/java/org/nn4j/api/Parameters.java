package org.nn4j.api;

import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The hyper-parameters of a {@link Component}: names, types and values in a fixed order.
 *
 * <p>Values are numbers, booleans, strings, enum constants, components, or lists of these.
 * Immutable.
 */
public final class Parameters {
  /** No parameters. */
  public static final Parameters NONE = new Parameters(List.of());

  /** Strings that need no quotes: names that cannot be mistaken for a number or a boolean. */
  private static final Pattern PLAIN =
      Pattern.compile("(?!(?i:true|false|nan|inf|infinity)$)[A-Za-z_][A-Za-z0-9_.]*");

  private final List<Entry> entries;

  private Parameters(List<Entry> entries) {
    this.entries = List.copyOf(entries);
  }

  /**
   * One hyper-parameter.
   *
   * @param name its name in snake case
   * @param type its declared Java type, from which nested parts are resolved
   * @param value its value
   */
  public record Entry(String name, Type type, Object value) {}

  /**
   * Creates parameters from entries, in their order.
   *
   * @throws IllegalArgumentException if a name occurs twice
   */
  public static Parameters of(List<Entry> entries) {
    long names = entries.stream().map(Entry::name).distinct().count();
    if (names != entries.size()) {
      throw new IllegalArgumentException("a parameter is given twice: " + names(entries));
    }
    return entries.isEmpty() ? NONE : new Parameters(entries);
  }

  /** Creates parameters from a map, in its iteration order; the types are the values' classes. */
  public static Parameters of(Map<String, ?> values) {
    List<Entry> entries = new ArrayList<>();
    values.forEach((name, value) -> entries.add(new Entry(name, value.getClass(), value)));
    return of(entries);
  }

  /** Creates parameters with one entry. */
  public static Parameters of(String name, Object value) {
    return of(Map.of(name, value));
  }

  /** Returns the entries in their order. */
  public List<Entry> entries() {
    return entries;
  }

  /** Returns the names in their order. */
  public List<String> names() {
    return names(entries);
  }

  /** Returns the entry with a name. */
  public Optional<Entry> find(String name) {
    return entries.stream().filter(e -> e.name().equals(name)).findFirst();
  }

  /**
   * Returns the value of the parameter with a name.
   *
   * @throws IllegalArgumentException if there is no such parameter
   */
  public Object value(String name) {
    return find(name)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "no parameter '" + name + "'; there are: " + String.join(", ", names())))
        .value();
  }

  /** Whether there are no parameters. */
  public boolean isEmpty() {
    return entries.isEmpty();
  }

  private static List<String> names(List<Entry> entries) {
    return entries.stream().map(Entry::name).toList();
  }

  private static String print(Object value) {
    if (value instanceof Component component) {
      return component.expression();
    }
    if (value instanceof List<?> list) {
      return list.stream().map(Parameters::print).collect(Collectors.joining(", ", "[", "]"));
    }
    if (value instanceof Enum<?> constant) {
      return constant.name().toLowerCase(Locale.ROOT);
    }
    if (value instanceof String text && !PLAIN.matcher(text).matches()) {
      return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
    return String.valueOf(value);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Parameters that && entries.equals(that.entries);
  }

  @Override
  public int hashCode() {
    return entries.hashCode();
  }

  /** Returns {@code key=value, …}, the inside of an expression's parentheses. */
  @Override
  public String toString() {
    return entries.stream()
        .map(e -> e.name() + "=" + print(e.value()))
        .collect(Collectors.joining(", "));
  }
}
