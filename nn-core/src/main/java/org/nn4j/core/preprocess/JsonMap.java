package org.nn4j.core.preprocess;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.nn4j.core.InputException;
import org.nn4j.core.text.Names;

/**
 * Typed reading of plain maps and lists such as a JSON parser makes, with the place in each error.
 *
 * @param path where this map lies in the whole, for messages
 */
record JsonMap(String path, Map<?, ?> map) {

  static JsonMap of(String path, @Nullable Object value) {
    if (value instanceof Map<?, ?> map) {
      return new JsonMap(path, map);
    }
    throw wrong(path, "an object", value);
  }

  JsonMap child(String key) {
    return of(path + "." + key, map.get(key));
  }

  String text(String key) {
    return text(path + "." + key, map.get(key));
  }

  private static String text(String path, @Nullable Object value) {
    if (value instanceof String text) {
      return text;
    }
    throw wrong(path, "a text", value);
  }

  double number(String key) {
    if (map.get(key) instanceof Number number) {
      return number.doubleValue();
    }
    throw wrong(path + "." + key, "a number", map.get(key));
  }

  /** Returns the constant of an enum that a text is in lower case. */
  <E extends Enum<E>> E choice(String key, Class<E> type) {
    String text = text(key);
    for (E constant : type.getEnumConstants()) {
      if (constant.name().toLowerCase(Locale.ROOT).equals(text)) {
        return constant;
      }
    }
    throw wrong(
        path + "." + key,
        "one of " + Arrays.toString(type.getEnumConstants()).toLowerCase(Locale.ROOT),
        text);
  }

  LocalDate date(String key) {
    try {
      return LocalDate.parse(text(key));
    } catch (DateTimeParseException e) {
      throw wrong(path + "." + key, "a date such as 2024-01-31", map.get(key));
    }
  }

  boolean flag(String key) {
    if (map.get(key) instanceof Boolean flag) {
      return flag;
    }
    throw wrong(path + "." + key, "true or false", map.get(key));
  }

  List<String> texts(String key) {
    List<String> texts = new ArrayList<>();
    for (Object value : list(key)) {
      texts.add(text(path + "." + key + "[" + texts.size() + "]", value));
    }
    return texts;
  }

  List<Double> numbers(String key) {
    List<Double> numbers = new ArrayList<>();
    for (Object value : list(key)) {
      if (!(value instanceof Number number)) {
        throw wrong(path + "." + key + "[" + numbers.size() + "]", "a number", value);
      }
      numbers.add(number.doubleValue());
    }
    return numbers;
  }

  <T> List<T> objects(String key, Function<JsonMap, T> reader) {
    List<T> objects = new ArrayList<>();
    for (Object value : list(key)) {
      objects.add(reader.apply(of(path + "." + key + "[" + objects.size() + "]", value)));
    }
    return objects;
  }

  private List<?> list(String key) {
    if (map.get(key) instanceof List<?> list) {
      return list;
    }
    throw wrong(path + "." + key, "a list", map.get(key));
  }

  /** Builds a value of this map's entries, and names the place if they break a rule of it. */
  <T> T build(Supplier<T> constructor) {
    try {
      return constructor.get();
    } catch (IllegalArgumentException e) {
      throw new InputException(path + ": " + e.getMessage(), e);
    }
  }

  InputException unknownType(String type, String known) {
    return new InputException(
        path + ".type must be one of " + known + " but is " + Names.quote(type));
  }

  private static InputException wrong(String path, String rule, @Nullable Object value) {
    return new InputException(
        path
            + (value == null ? " is missing; it must be " : " must be ")
            + rule
            + (value == null ? "" : " but is " + Names.quote(value.toString())));
  }
}
