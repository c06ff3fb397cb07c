package org.nn4j.experiment.config;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.nn4j.api.Component;

/** A setting's value as it was written, before its {@link ValueFormat} reads it. */
sealed interface RawValue permits RawValue.Text, RawValue.Items, RawValue.Entries, RawValue.Range {

  /** Returns a value that a program gives. */
  static RawValue of(Object value) {
    if (value instanceof Map<?, ?> map) {
      Map<String, String> texts = new LinkedHashMap<>();
      map.forEach((key, element) -> texts.put(String.valueOf(key), text(element)));
      return new Entries(texts);
    }
    return value instanceof Collection<?> items
        ? new Items(items.stream().map(RawValue::text).toList())
        : new Text(text(value));
  }

  /** Returns a text, a number or a part as a file would hold it. */
  static String text(@Nullable Object value) {
    return value instanceof Component part ? part.expression() : String.valueOf(value);
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
