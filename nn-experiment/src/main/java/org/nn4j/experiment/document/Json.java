package org.nn4j.experiment.document;

import java.io.StringWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.nn4j.core.io.JsonText;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.PrettyPrinter;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.util.DefaultPrettyPrinter;

/** Writes plain values as a JSON document. */
public final class Json {
  private static final JsonFactory FACTORY = new JsonFactory();

  private Json() {}

  /** Has a document written in lines. */
  private static final class Indented extends ObjectWriteContext.Base {
    private final PrettyPrinter printer = new DefaultPrettyPrinter();

    @Override
    public PrettyPrinter getPrettyPrinter() {
      return printer;
    }

    @Override
    public boolean hasPrettyPrinter() {
      return true;
    }
  }

  /**
   * Returns a document with a line end; numbers that JSON has no notation for become null.
   *
   * @param value a map, list, array, text, number, boolean or null, nested at will
   */
  public static String text(Object value) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = FACTORY.createGenerator(new Indented(), text)) {
      JsonText.write(json, finite(value));
    }
    return text + "\n";
  }

  /** Returns a document in one line without a line end, else as {@link #text} does. */
  public static String line(Object value) {
    return JsonText.of(finite(value));
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
