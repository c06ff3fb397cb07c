package org.nn4j.serve;

import java.io.OutputStream;
import java.util.LinkedHashMap;
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

  /** Returns a plain value's JSON. */
  static byte[] bytes(Object value) {
    return bytes(json -> JsonText.write(json, value));
  }
}
