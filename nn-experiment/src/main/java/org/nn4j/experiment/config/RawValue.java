package org.nn4j.experiment.config;

import java.lang.reflect.Array;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.nn4j.api.Component;
import org.nn4j.core.text.Words;

/** A setting's value as it was written, before its {@link ValueFormat} reads it. */
sealed interface RawValue permits RawValue.Text, RawValue.Items, RawValue.Entries, RawValue.Range {

  /**
   * Returns a value that a program gives.
   *
   * @throws NullPointerException if it, or an element of it, is null
   */
  static RawValue of(Object value) {
    if (value instanceof Map<?, ?> map) {
      Map<String, String> texts = new LinkedHashMap<>();
      map.forEach((key, element) -> texts.put(String.valueOf(key), text(element)));
      return new Entries(texts);
    }
    if (value instanceof Collection<?> items) {
      return new Items(items.stream().map(RawValue::text).toList());
    }
    return value.getClass().isArray()
        ? new Items(
            IntStream.range(0, Array.getLength(value))
                .mapToObj(i -> text(Array.get(value, i)))
                .toList())
        : new Text(text(value));
  }

  /** Returns a text, a number, a constant, a time or a part as a file would hold it. */
  static String text(@Nullable Object value) {
    Objects.requireNonNull(value, "a setting's value is null");
    return value instanceof Component part
        ? part.expression()
        : value instanceof Enum<?> constant
            ? Words.of(constant)
            : value instanceof Duration time ? time.toMillis() + "ms" : String.valueOf(value);
  }

  /** Returns what messages call the value. */
  String describe();

  /**
   * One word or text.
   *
   * @param text the text
   */
  record Text(String text) implements RawValue {
    @Override
    public String describe() {
      return "'" + text + "'";
    }
  }

  /**
   * A list of texts.
   *
   * @param items the texts
   */
  record Items(List<String> items) implements RawValue {
    /** Copies the list. */
    public Items {
      items = List.copyOf(items);
    }

    @Override
    public String describe() {
      return items.stream().collect(Collectors.joining(", ", "the list [", "]"));
    }
  }

  /**
   * Texts by key.
   *
   * @param entries the texts, in the order written
   */
  record Entries(Map<String, String> entries) implements RawValue {
    @Override
    public String describe() {
      return "the map " + entries;
    }
  }

  /**
   * What a search tries.
   *
   * @param kind the word before the list
   * @param items the list
   */
  record Range(String kind, List<String> items) implements RawValue {
    /** Copies the list. */
    public Range {
      items = List.copyOf(items);
    }

    /** Returns {@code uniform: [0, 1]}. */
    @Override
    public String toString() {
      return items.stream()
          .map(item -> item.contains(",") ? '"' + item + '"' : item)
          .collect(Collectors.joining(", ", kind + ": [", "]"));
    }

    @Override
    public String describe() {
      return "the range {" + this + "}, of which nn search tries values";
    }
  }
}
