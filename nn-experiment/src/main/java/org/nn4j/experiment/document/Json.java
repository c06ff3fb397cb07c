package org.nn4j.experiment.document;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Writes plain values as a JSON document. */
public final class Json {
  private Json() {}

  /**
   * Returns a document with a line end; numbers that JSON has no notation for become null.
   *
   * @param value a map, list, text, number, boolean or null, nested at will
   */
  public static String text(Object value) {
    return JsonMapper.shared()
            .writer()
            .with(SerializationFeature.INDENT_OUTPUT)
            .writeValueAsString(finite(value))
        + "\n";
  }

  /** Returns a document in one line without a line end, else as {@link #text} does. */
  public static String line(Object value) {
    return JsonMapper.shared().writeValueAsString(finite(value));
  }

  private static @Nullable Object finite(@Nullable Object value) {
    if (value instanceof Double number && !(Math.abs(number) <= Double.MAX_VALUE)) {
      return null;
    }
    if (value instanceof Map<?, ?> map) {
      Map<Object, @Nullable Object> copy = new LinkedHashMap<>();
      map.forEach((key, element) -> copy.put(key, finite(element)));
      return copy;
    }
    if (value instanceof List<?> list) {
      List<@Nullable Object> copy = new ArrayList<>();
      list.forEach(element -> copy.add(finite(element)));
      return copy;
    }
    return value;
  }
}
