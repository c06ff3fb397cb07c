package org.nn4j.serve;

import java.io.OutputStream;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.nn4j.core.io.JsonText;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.util.ByteArrayBuilder;

/** Writes JSON answers. */
final class JsonAnswer {
  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .disable(StreamWriteFeature.AUTO_CLOSE_TARGET)
          .disable(StreamWriteFeature.FLUSH_PASSED_TO_STREAM)
          .build();

  private JsonAnswer() {}

  /** Returns a generator of UTF-8, which does not close the stream. */
  static JsonGenerator generator(OutputStream out) {
    return FACTORY.createGenerator(ObjectWriteContext.empty(), out);
  }

  /** Writes what was taken as missing, if anything was. */
  static void warnings(JsonGenerator json, UnknownTexts unknown) {
    List<String> sentences = unknown.sentences();
    if (!sentences.isEmpty()) {
      json.writeArrayPropertyStart("warnings");
      sentences.forEach(json::writeString);
      json.writeEndArray();
    }
  }

  /** Returns what is written. */
  static byte[] bytes(Consumer<JsonGenerator> writing) {
    ByteArrayBuilder out = new ByteArrayBuilder();
    try (JsonGenerator json = generator(out)) {
      writing.accept(json);
    }
    return out.toByteArray();
  }

  /**
   * Returns an object, with its keys in their order.
   *
   * @param keysAndValues a key, its value, another key, …
   */
  static Map<String, Object> object(Object... keysAndValues) {
    Map<String, Object> object = new LinkedHashMap<>();
    for (int i = 0; i < keysAndValues.length; i += 2) {
      object.put((String) keysAndValues[i], keysAndValues[i + 1]);
    }
    return object;
  }

  /**
   * Returns a list of texts as JSON in ASCII, for a header.
   *
   * @param most characters that it may have; texts at the end are left out for that, at least the
   *     first stays
   */
  static String ascii(List<String> texts, int most) {
    StringBuilder json = new StringBuilder("[");
    for (String text : texts) {
      String next = JsonText.of(text);
      StringBuilder escaped = new StringBuilder();
      next.chars()
          .forEach(
              c -> {
                if (c < 0x7F) {
                  escaped.append((char) c);
                } else {
                  escaped.append("\\u").append(HexFormat.of().toHexDigits((char) c));
                }
              });
      if (json.length() > 1 && json.length() + escaped.length() > most) {
        break;
      }
      json.append(json.length() > 1 ? ", " : "").append(escaped);
    }
    return json.append(']').toString();
  }

  /** Returns a plain value's JSON. */
  static byte[] bytes(Object value) {
    return bytes(json -> JsonText.write(json, value));
  }
}
